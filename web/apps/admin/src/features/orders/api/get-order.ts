import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const REFRESH_MS = 5_000;

export function order(id: string) {
  return queryOptions({
    queryKey: ["orders", "one", id],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/orders/{order_id}", { params: { path: { order_id: id } }, signal })),
    refetchInterval: REFRESH_MS,
  });
}
