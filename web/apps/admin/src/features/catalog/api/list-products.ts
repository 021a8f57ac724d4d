import { answer } from "@souk/api/client";
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const PAGE_SIZE = 50;

export const PRODUCT_STATUSES = ["any", "published", "draft", "archived"] as const;

export interface ProductFilter {
  q: string;
  status: string;
}

/** Products of every status, as staff see them. */
export function products({ q, status }: ProductFilter) {
  return infiniteQueryOptions({
    queryKey: ["products", "list", q, status],
    queryFn: ({ pageParam, signal }) =>
      answer(
        shop.client.GET("/v1/products", {
          params: { query: { limit: PAGE_SIZE, sort: "title", status, ...(q && { q }), ...(pageParam !== null && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}
