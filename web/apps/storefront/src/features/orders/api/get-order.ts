import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** @param token what a guest shows instead of signing in */
export function order(id: string, token: string | null) {
  return queryOptions({
    queryKey: ["mine", "order", id, token],
    queryFn: ({ signal }) =>
      answer(shop.client.GET("/v1/orders/{order_id}", { params: { path: { order_id: id }, query: { ...(token && { token }) } }, signal })),
    staleTime: 2_000,
  });
}
