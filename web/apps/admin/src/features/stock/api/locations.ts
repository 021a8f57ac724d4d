import { answer } from "@souk/api/client";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

const LOCATIONS_MAX = 100;

export const locations = queryOptions({
  queryKey: ["locations"],
  queryFn: async ({ signal }) => (await answer(shop.client.GET("/v1/locations", { params: { query: { limit: LOCATIONS_MAX } }, signal }))).items,
  staleTime: 30_000,
});

export function useOpenLocation() {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: (body: { name: string; is_default: boolean }) => answer(shop.client.POST("/v1/locations", { params: { header: { "Idempotency-Key": keyFor(body) } }, body })),
    onSuccess: () => settle(),
    onError: (error) => settle(error),
    onSettled: () => queries.invalidateQueries({ queryKey: ["locations"] }),
  });
}

interface LocationChange {
  id: string;
  version: number;
  body: { name?: string; is_default?: boolean };
}

export function useChangeLocation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, body }: LocationChange) =>
      answer(shop.client.PATCH("/v1/locations/{location_id}", { params: { path: { location_id: id }, header: { "If-Match": `"${version}"` } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["locations"] }),
  });
}
