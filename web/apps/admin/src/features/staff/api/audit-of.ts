import { answer } from "@souk/api/client";
import { infiniteQueryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const PAGE_SIZE = 25;

/** Sign-ins of a person and what was changed about them, the newest first. */
export function auditOf(id: string) {
  return infiniteQueryOptions({
    queryKey: ["audit-of", id],
    queryFn: ({ pageParam, signal }) =>
      answer(shop.client.GET("/v1/users/{user_id}/audit", { params: { path: { user_id: id }, query: { limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}
