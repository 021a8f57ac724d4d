import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** Units to be had of each SKU, as of now; an SKU the warehouse does not know is absent. */
export function stock(skus: string[]) {
  return queryOptions({
    queryKey: ["stock", skus],
    queryFn: async ({ signal }) => {
      const { items } = await answer(shop.catalogue.GET("/v1/stock", { params: { query: { sku: skus.join(",") } }, signal }));
      return new Map(items.map((item) => [item.sku, item]));
    },
    enabled: skus.length > 0,
    staleTime: 5_000,
    // While somebody looks, others buy.
    refetchInterval: 10_000,
  });
}
