import { answer } from "@souk/api/client";
import type { Order } from "@souk/api/types";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { showAtOnce } from "@/lib/optimistic";
import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

/** Goods and money come back by themselves. The order is shown as cancelled at once. */
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
    onMutate: () => showAtOnce<Order>(queries, [["orders", "one", id]], (order) => ({ ...order, status: "cancelled", reason: "staff" })),
    onSuccess: () => settle(),
    onError: (error, _, kept) => {
      settle(error);
      kept?.restore();
    },
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ["orders"] }), queries.invalidateQueries({ queryKey: ["payments"] })]),
  });
}
