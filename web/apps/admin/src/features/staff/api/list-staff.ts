import { answer } from "@souk/api/client";
import type { paths } from "@souk/api/schema";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export type Person = paths["/v1/users"]["get"]["responses"][200]["content"]["application/json"]["items"][number];
export type RoleScopes = paths["/v1/roles"]["get"]["responses"][200]["content"]["application/json"]["items"][number];

const STAFF_MAX = 100;

export function staff() {
  return queryOptions({
    queryKey: ["users", "staff"],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/users", { params: { query: { staff: true, limit: STAFF_MAX } }, signal })),
  });
}

/** What each role may do, as the services see it. */
export function roles() {
  return queryOptions({
    queryKey: ["roles"],
    queryFn: async ({ signal }) => (await answer(shop.client.GET("/v1/roles", { signal }))).items,
    staleTime: Infinity,
  });
}
