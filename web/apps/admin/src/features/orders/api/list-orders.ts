import { answer } from "@souk/api/client";
import type { OrderStatus } from "@souk/api/types";
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const PAGE_SIZE = 50;
const REFRESH_MS = 10_000;
/** Shorter words are not searched for. */
const Q_LENGTH_MIN = 3;

export interface OrderFilter {
  status: OrderStatus | null;
  /** An id, a number, or how an e-mail begins. */
  q: string;
}

export function orders({ status, q }: OrderFilter) {
  return infiniteQueryOptions({
    queryKey: ["orders", "list", status, q],
    queryFn: ({ pageParam, signal }) =>
      answer(
        shop.client.GET("/v1/orders", {
          params: {
            query: {
              limit: PAGE_SIZE,
              ...(status !== null && { status }),
              ...(q.length >= Q_LENGTH_MIN && { q }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}
