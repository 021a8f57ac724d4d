import { answer } from "@souk/api/client";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const LENGTH_MIN = 2;

/** What the words typed so far may become. */
export function suggestions(q: string) {
  return queryOptions({
    queryKey: ["suggestions", q],
    queryFn: async ({ signal }) => (await answer(shop.catalogue.GET("/v1/search/suggest", { params: { query: { q } }, signal }))).items,
    enabled: q.length >= LENGTH_MIN,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
