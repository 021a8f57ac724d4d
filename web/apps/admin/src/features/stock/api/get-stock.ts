import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** Stock of these SKUs by SKU; one the warehouse does not know is absent. */
export function stock(skus: string[]) {
  return queryOptions({
    queryKey: ["stock", skus],
    queryFn: async ({ signal }) => {
      const { items } = await answer(shop.client.GET("/v1/stock", { params: { query: { sku: skus.join(",") } }, signal }));
      return new Map(items.map((item) => [item.sku, item]));
    },
    enabled: skus.length > 0,
  });
}
