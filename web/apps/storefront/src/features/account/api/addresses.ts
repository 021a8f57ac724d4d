import { answer } from "@souk/api/client";
import type { NewAddress } from "@souk/api/types";
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

/** Adds an address, or changes the one with this id. */
export function useSaveAddress(id: string | null) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewAddress) =>
      answer<unknown>(
        id === null
          ? shop.client.POST("/v1/me/addresses", { body })
          : shop.client.PUT("/v1/me/addresses/{address_id}", { params: { path: { address_id: id } }, body }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: addresses().queryKey }),
  });
}

export function useRemoveAddress() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(shop.client.DELETE("/v1/me/addresses/{address_id}", { params: { path: { address_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: addresses().queryKey }),
  });
}
