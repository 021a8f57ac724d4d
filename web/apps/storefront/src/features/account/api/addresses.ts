import { answer } from "@souk/api/client";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** The address book of who is signed in. */
export function addresses() {
  return queryOptions({
    queryKey: ["mine", "addresses"],
    queryFn: async ({ signal }) => (await answer(shop.client.GET("/v1/me/addresses", { signal }))).items,
    staleTime: 60_000,
  });
}

export function useRemoveAddress() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(shop.client.DELETE("/v1/me/addresses/{address_id}", { params: { path: { address_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: addresses().queryKey }),
  });
}
