import { answer } from "@souk/api/client";
import type { TableShape, TableState } from "@souk/ui/table-state";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const PAGE_SIZE = 50;

export const STOCK_TABLE: TableShape = { filters: { q: "", low: "" }, sort: "" };
/** How few units are few; as the choice of the list says it. */
export const LOW = ["0", "5", "20", "100"] as const;

export function levels({ filters, after }: TableState) {
  // What cannot begin a SKU is not asked for.
  const q = (filters.q ?? "").trim().replace(/[^A-Za-z0-9._-]/g, "").slice(0, 64);
  const low = LOW.find((each) => each === filters.low);
  return queryOptions({
    queryKey: ["stock", "list", q, low, after],
    queryFn: ({ signal }) =>
      answer(
        shop.client.GET("/v1/stock-levels", {
          params: { query: { limit: PAGE_SIZE, ...(q && { q }), ...(low !== undefined && { on_hand_max: Number(low) }), ...(after !== null && { cursor: after }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
