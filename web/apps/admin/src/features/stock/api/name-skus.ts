import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export interface SkuName {
  productId: string;
  title: string;
}

/** What SKUs are called: the warehouse knows no names. */
export function skuNames(skus: readonly string[]) {
  return queryOptions({
    queryKey: ["sku-names", skus],
    queryFn: async ({ signal }) => {
      const { items } = await answer(shop.client.GET("/v1/variants", { params: { query: { sku: skus.join(",") } }, signal }));
      return new Map(
        items.map(({ sku, product_id, product_title, title }): [string, SkuName] => [
          sku,
          { productId: product_id, title: title === product_title ? product_title : `${product_title} – ${title}` },
        ]),
      );
    },
    enabled: skus.length > 0,
    staleTime: 60_000,
  });
}
