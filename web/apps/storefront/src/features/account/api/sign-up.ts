import { answer } from "@souk/api/client";
import { useMutation } from "@tanstack/react-query";

import { locale } from "@/lib/language";
import { shop } from "@/lib/shop";

export function useSignUp() {
  return useMutation({
    mutationFn: (body: { email: string; password: string; name: string }) => answer(shop.catalogue.POST("/v1/auth/register", { body: { ...body, locale } })),
    onSuccess: (signedIn) => shop.session.start(signedIn),
  });
}
