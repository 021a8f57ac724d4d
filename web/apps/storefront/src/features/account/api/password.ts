import { answer } from "@souk/api/client";
import { useMutation } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** Asks for a mail with a link; the answer is the same whether there is such an account or not. */
export function useForgotPassword() {
  return useMutation({ mutationFn: (email: string) => answer(shop.catalogue.POST("/v1/auth/password/forgot", { body: { email } })) });
}

/** @see useForgotPassword the token is from the mail's link and works once */
export function useResetPassword() {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => answer(shop.catalogue.POST("/v1/auth/password/reset", { body })),
  });
}

/** Changes the password of who is signed in, and ends their other sessions. */
export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { current: string; new: string }) => answer(shop.client.POST("/v1/me/password", { body })),
  });
}
