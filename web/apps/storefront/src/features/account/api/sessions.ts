import { answer } from "@souk/api/client";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** Where who is signed in is signed in. */
export function sessions() {
  return queryOptions({
    queryKey: ["mine", "sessions"],
    queryFn: async ({ signal }) => (await answer(shop.client.GET("/v1/me/sessions", { signal }))).items,
    staleTime: 0,
  });
}

export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(shop.client.DELETE("/v1/me/sessions/{session_id}", { params: { path: { session_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: sessions().queryKey }),
  });
}
