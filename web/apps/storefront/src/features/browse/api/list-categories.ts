import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export function categories() {
  return queryOptions({
    queryKey: ["categories"],
    queryFn: async ({ signal }) => (await answer(shop.catalogue.GET("/v1/categories", { signal }))).items,
    staleTime: 5 * 60_000,
  });
}
