import { answer } from "@souk/api/client";
import type { Order } from "@souk/api/types";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { showAtOnce } from "@/lib/optimistic";
import { shop } from "@/lib/shop";

/** With its last parcel an order is completed. Noting it twice changes nothing. */
export function useDeliverParcel(orderId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(shop.client.POST("/v1/fulfillments/{fulfillment_id}/deliver", { params: { path: { fulfillment_id: id } } })),
    onMutate: (id) =>
      showAtOnce<Order>(queries, [["orders", "one", orderId]], (order) => ({
        ...order,
        fulfillments: order.fulfillments.map((parcel) => (parcel.id === id ? { ...parcel, status: "delivered" } : parcel)),
      })),
    onError: (_, __, kept) => kept?.restore(),
    onSettled: () => queries.invalidateQueries({ queryKey: ["orders"] }),
  });
}
