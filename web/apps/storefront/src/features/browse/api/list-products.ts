import { answer } from "@souk/api/client";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";

import { writeFilters, type Filters } from "@/features/browse/filters";
import { shop } from "@/lib/shop";

export const PAGE_SIZE = 24;

async function listProducts(filters: Filters, options: { limit: number; cursor: string | null; signal: AbortSignal }) {
  const query: Record<string, unknown> = { limit: options.limit };
  for (const name of new Set(writeFilters(filters, false).keys())) {
    const values = writeFilters(filters, false).getAll(name);
    query[name] = values.length > 1 ? values : values[0];
  }
  if (options.cursor !== null) query.cursor = options.cursor;
  return answer(shop.catalogue.GET("/v1/products", { params: { query }, signal: options.signal }));
}

/** The matching products, page after page. The pages stay cached, so going back finds the same place. */
export function productPages(filters: Filters) {
  return infiniteQueryOptions({
    queryKey: ["products", "pages", filters],
    queryFn: ({ pageParam, signal }) => listProducts(filters, { limit: PAGE_SIZE, cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? null,
    placeholderData: keepPreviousData,
  });
}

/** The first few of what matches, for a row on a page about something else. */
export function fewProducts(filters: Filters, limit: number) {
  return queryOptions({
    queryKey: ["products", "few", filters, limit],
    queryFn: ({ signal }) => listProducts(filters, { limit, cursor: null, signal }),
  });
}
