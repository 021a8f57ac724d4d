import { answer } from "@souk/api/client";
import { useMutation } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** Ends the session here in any case; the shop's copy of it runs out by itself where it cannot be told. */
export function useSignOut() {
  return useMutation({
    mutationFn: (where: "here" | "everywhere") =>
      answer<unknown>(where === "here" ? shop.client.POST("/v1/auth/logout") : shop.client.POST("/v1/auth/logout-all")),
    onSettled: () => shop.session.end(),
  });
}
