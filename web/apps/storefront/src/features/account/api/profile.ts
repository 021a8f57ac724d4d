import { answer } from "@souk/api/client";
import { useMutation } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export function useEditProfile() {
  return useMutation({
    mutationFn: (body: { name: string }) => answer(shop.client.PATCH("/v1/me", { body })),
    onSuccess: (user) => shop.session.update(user),
  });
}

/** Has the link sent again that confirms the account's e-mail. */
export function useSendVerification() {
  return useMutation({ mutationFn: () => answer(shop.client.POST("/v1/me/email/verification")) });
}
