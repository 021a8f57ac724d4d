import { answer } from "@souk/api/client";
import { queryOptions, useQuery } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** What the shop sells in says its price list; what a shop without any shipping would be set up with is its own default. */
const DEFAULT = "EUR";

const currency = queryOptions({
  queryKey: ["currency"],
  queryFn: async ({ signal }) => (await answer(shop.client.GET("/v1/shipping-methods", { signal }))).items[0]?.price.currency ?? DEFAULT,
  staleTime: Infinity,
});

export function useCurrency(): string {
  return useQuery(currency).data ?? DEFAULT;
}
