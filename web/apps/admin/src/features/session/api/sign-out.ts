import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer<unknown>(shop.client.POST("/v1/auth/logout")),
    onSettled: () => {
      shop.session.end();
      queries.clear();
    },
  });
}
