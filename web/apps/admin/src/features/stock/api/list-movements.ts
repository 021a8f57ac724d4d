import { answer } from "@souk/api/client";
import { infiniteQueryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const PAGE_SIZE = 20;

/** Who changed the count of a SKU and why, newest first. */
export function movements(sku: string) {
  return infiniteQueryOptions({
    queryKey: ["stock", "movements", sku],
    queryFn: ({ pageParam, signal }) =>
      answer(shop.client.GET("/v1/stock/{sku}/movements", { params: { path: { sku }, query: { limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}
