import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

export interface Parcel {
  lines: { sku: string; quantity: number }[];
  carrier: string;
  tracking_number: string;
}

/** Sends a parcel; what was only authorized is captured with the first. */
export function useFulfillOrder(id: string) {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: (body: Parcel) =>
      answer(
        shop.client.POST("/v1/orders/{order_id}/fulfillments", {
          params: { path: { order_id: id }, header: { "Idempotency-Key": keyFor(body) } },
          body,
        }),
      ),
    onSuccess: () => settle(),
    onError: (error) => settle(error),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ["orders"] }), queries.invalidateQueries({ queryKey: ["payments"] })]),
  });
}
