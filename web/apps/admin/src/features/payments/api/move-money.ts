import { answer } from "@souk/api/client";
import type { Money } from "@souk/api/money";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

export type Move = { act: "capture"; amount: Money } | { act: "void" } | { act: "refund"; amount: Money; reason: string };

/**
 * Takes what is authorized, gives it up, or gives back what was taken. Never shown before the gateway has said so: money
 * is not something to be optimistic about.
 */
export function useMoveMoney(id: string) {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: (move: Move): Promise<unknown> => {
      const params = { path: { payment_id: id }, header: { "Idempotency-Key": keyFor(move) } };
      switch (move.act) {
        case "capture":
          return answer(shop.client.POST("/v1/payments/{payment_id}/capture", { params, body: { amount: move.amount } }));
        case "void":
          return answer(shop.client.POST("/v1/payments/{payment_id}/void", { params }));
        case "refund":
          return answer(shop.client.POST("/v1/payments/{payment_id}/refunds", { params, body: { amount: move.amount, reason: move.reason } }));
      }
    },
    onSuccess: () => settle(),
    onError: (error) => settle(error),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ["payments"] }), queries.invalidateQueries({ queryKey: ["orders"] }), queries.invalidateQueries({ queryKey: ["mails"] })]),
  });
}
