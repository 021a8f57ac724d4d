import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** As many as the shop tells of at once. */
export const SKUS_MAX = 100;

/** Stock of these SKUs by SKU; one the warehouse does not know is absent. */
export function stock(skus: readonly string[]) {
  return queryOptions({
    queryKey: ["stock", "of", skus],
    queryFn: async ({ signal }) => {
      const { items } = await answer(shop.client.GET("/v1/stock", { params: { query: { sku: skus.slice(0, SKUS_MAX).join(",") } }, signal }));
      return new Map(items.map((item) => [item.sku, item]));
    },
    enabled: skus.length > 0,
  });
}
