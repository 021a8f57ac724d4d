import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const REFRESH_MS = 5_000;

/** The payment of an order; null before there is one. */
export function payment(orderId: string) {
  return queryOptions({
    queryKey: ["payments", "of", orderId],
    queryFn: async ({ signal }) => (await answer(shop.client.GET("/v1/payments", { params: { query: { order_id: orderId } }, signal }))).items[0] ?? null,
    refetchInterval: REFRESH_MS,
  });
}

export function paymentById(id: string) {
  return queryOptions({
    queryKey: ["payments", "one", id],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/payments/{payment_id}", { params: { path: { payment_id: id } }, signal })),
    refetchInterval: REFRESH_MS,
  });
}
