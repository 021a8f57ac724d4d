import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** @param ref id or slug */
export function product(ref: string) {
  return queryOptions({
    queryKey: ["product", ref],
    queryFn: ({ signal }) => answer(shop.catalogue.GET("/v1/products/{product_id}", { params: { path: { product_id: ref } }, signal })),
  });
}
