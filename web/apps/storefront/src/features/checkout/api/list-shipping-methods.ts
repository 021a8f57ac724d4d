import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** The ways goods are sent to a country. */
export function shippingMethods(country: string) {
  return queryOptions({
    queryKey: ["shipping-methods", country],
    queryFn: async ({ signal }) => (await answer(shop.catalogue.GET("/v1/shipping-methods", { params: { query: { country } }, signal }))).items,
    enabled: country !== "",
    staleTime: 60_000,
  });
}
