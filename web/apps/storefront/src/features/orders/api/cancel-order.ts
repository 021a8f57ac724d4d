import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { order } from "@/features/orders/api/get-order";
import { shop } from "@/lib/shop";

/** Asks to cancel; what was paid goes back. Refused once the parcel is on its way. */
export function useCancelOrder(id: string, token: string | null) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answer(shop.client.POST("/v1/orders/{order_id}/cancel", { params: { path: { order_id: id }, query: { ...(token && { token }) } }, body: {} })),
    onSuccess: (cancelled) => queries.setQueryData(order(id, token).queryKey, cancelled),
    onError: () => queries.invalidateQueries({ queryKey: ["mine"] }),
  });
}
