import { answer } from "@souk/api/client";
import { useMutation } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export function useSignIn() {
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => answer(shop.catalogue.POST("/v1/auth/login", { body })),
    onSuccess: (signedIn) => shop.session.start(signedIn),
  });
}
