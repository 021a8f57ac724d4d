import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

/** Takes all that is authorized. */
export function useCapturePayment(id: string) {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: () =>
      answer(shop.client.POST("/v1/payments/{payment_id}/capture", { params: { path: { payment_id: id }, header: { "Idempotency-Key": keyFor({}) } }, body: {} })),
    onSuccess: () => settle(),
    onError: (error) => settle(error),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ["payments"] }), queries.invalidateQueries({ queryKey: ["orders"] })]),
  });
}
