import { answer } from "@souk/api/client";
import type { ShippingMethodBody, ShippingMethodRow } from "@souk/api/types";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

/** All of them, also those that are switched off. */
export const shippingMethods = queryOptions({
  queryKey: ["shipping-methods"],
  queryFn: async ({ signal }) => (await answer(shop.client.GET("/v1/shipping-methods", { signal }))).items,
});

export function useOpenShippingMethod() {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: (body: ShippingMethodBody) => answer(shop.client.POST("/v1/shipping-methods", { params: { header: { "Idempotency-Key": keyFor(body) } }, body })),
    onSuccess: () => settle(),
    onError: (error) => settle(error),
    onSettled: () => queries.invalidateQueries({ queryKey: shippingMethods.queryKey }),
  });
}

interface Change {
  id: string;
  version: number;
  body: Partial<Omit<ShippingMethodBody, "id">>;
}

/** What is switched on or off shows so at once, and turns back where the shop refuses. */
export function useChangeShippingMethod() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, body }: Change) =>
      answer(shop.client.PATCH("/v1/shipping-methods/{method_id}", { params: { path: { method_id: id }, header: { "If-Match": `"${version}"` } }, body })),
    onMutate: async ({ id, body }) => {
      await queries.cancelQueries({ queryKey: shippingMethods.queryKey });
      const before = queries.getQueryData(shippingMethods.queryKey);
      const { is_active } = body;
      if (is_active !== undefined) {
        queries.setQueryData(shippingMethods.queryKey, (rows) => rows?.map((row): ShippingMethodRow => (row.id === id ? { ...row, is_active } : row)));
      }
      return { before };
    },
    onError: (_error, _change, context) => queries.setQueryData(shippingMethods.queryKey, context?.before),
    onSettled: () => queries.invalidateQueries({ queryKey: shippingMethods.queryKey }),
  });
}
