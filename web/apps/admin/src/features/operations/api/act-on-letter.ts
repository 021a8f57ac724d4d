import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import type { Letter } from "@/features/operations/types";
import { showAtOnce } from "@/lib/optimistic";
import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

export type Act = { act: "retry"; reason?: string } | { act: "drop"; reason: string };

interface Page {
  items: Letter[];
}

/** Has a letter handled again, or dropped. It is gone from the lists at once, and back in them when that was refused. */
export function useActOnLetter(id: string) {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: (what: Act) => {
      const params = { path: { letter_id: id }, header: { "Idempotency-Key": keyFor({ id, ...what }) } };
      return what.act === "retry"
        ? answer(shop.client.POST("/v1/operations/dead-letters/{letter_id}/retry", { params, body: what.reason ? { reason: what.reason } : {} }))
        : answer(shop.client.POST("/v1/operations/dead-letters/{letter_id}/drop", { params, body: { reason: what.reason, confirm: id } }));
    },
    onMutate: () => showAtOnce<Page>(queries, [["operations", "letters"]], (page) => ({ ...page, items: page.items.filter((each) => each.id !== id) })),
    onSuccess: () => settle(),
    onError: (error, _, kept) => {
      settle(error);
      kept?.restore();
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["operations", "letters"] }),
        queries.invalidateQueries({ queryKey: ["operations", "journal"] }),
        queries.invalidateQueries({ queryKey: ["operations", "overview"] }),
      ]),
  });
}
