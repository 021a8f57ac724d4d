import { answer } from "@souk/api/client";
import type { Money } from "@souk/api/money";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

/** Gives money back: `amount`, or all that is left. */
export function useRefundPayment(id: string) {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: (body: { reason: string; amount?: Money }) =>
      answer(
        shop.client.POST("/v1/payments/{payment_id}/refunds", {
          params: { path: { payment_id: id }, header: { "Idempotency-Key": keyFor(body) } },
          body,
        }),
      ),
    onSuccess: () => settle(),
    onError: (error) => settle(error),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ["payments"] }), queries.invalidateQueries({ queryKey: ["orders"] })]),
  });
}
