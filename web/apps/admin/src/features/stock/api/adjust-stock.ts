import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

export interface Adjustment {
  delta: number;
  reason: string;
  /** What the person saw: a count that has moved on is not changed blindly. */
  expected_on_hand?: number;
}

export function useAdjustStock(sku: string) {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: (body: Adjustment) =>
      answer(
        shop.client.POST("/v1/stock/{sku}/adjustments", {
          params: { path: { sku }, header: { "Idempotency-Key": keyFor(body) } },
          body,
        }),
      ),
    onSuccess: () => settle(),
    onError: (error) => settle(error),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ["stock"] }), queries.invalidateQueries({ queryKey: ["products"] })]),
  });
}
