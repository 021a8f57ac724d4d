import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

/** Goods and money come back by themselves. */
export function useCancelOrder(id: string) {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: (body: { reason?: string }) =>
      answer(
        shop.client.POST("/v1/orders/{order_id}/cancel", {
          params: { path: { order_id: id }, header: { "Idempotency-Key": keyFor(body) } },
          body,
        }),
      ),
    onSuccess: () => settle(),
    onError: (error) => settle(error),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ["orders"] }), queries.invalidateQueries({ queryKey: ["payments"] })]),
  });
}
