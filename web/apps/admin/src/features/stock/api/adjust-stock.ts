import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

export interface Adjustment {
  /** One of both: by how much, or to what. */
  delta?: number;
  set_to?: number;
  reason: string;
  location_id: string;
  /** What the person saw: a count that has moved on is not changed blindly. */
  expected_on_hand: number;
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
    onSettled: () => queries.invalidateQueries({ queryKey: ["stock"] }),
  });
}
