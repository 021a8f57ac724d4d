import { answer } from "@souk/api/client";
import { useMutation } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export function useVerifyEmail() {
  return useMutation({ mutationFn: (token: string) => answer(shop.catalogue.POST("/v1/auth/email/verify", { body: { token } })) });
}
