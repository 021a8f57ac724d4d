import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export function product(id: string) {
  return queryOptions({
    queryKey: ["products", "one", id],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/products/{product_id}", { params: { path: { product_id: id } }, signal })),
  });
}
