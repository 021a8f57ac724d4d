import { answer } from "@souk/api/client";
import { infiniteQueryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const PAGE_SIZE = 20;

/** The orders of who is signed in, newest first. */
export function myOrders() {
  return infiniteQueryOptions({
    queryKey: ["mine", "orders"],
    queryFn: ({ pageParam, signal }) =>
      answer(shop.client.GET("/v1/orders", { params: { query: { limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? null,
  });
}
