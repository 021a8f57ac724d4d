import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

/** Sends a copy of a mail to whoever got it. */
export function useResendMail(orderId: string) {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: (id: string) => answer(shop.client.POST("/v1/notifications/{email_id}/resend", { params: { path: { email_id: id }, header: { "Idempotency-Key": keyFor(id) } } })),
    onSuccess: () => settle(),
    onError: (error) => settle(error),
    onSettled: () => queries.invalidateQueries({ queryKey: ["mails", orderId] }),
  });
}
