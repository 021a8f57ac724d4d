import { answer } from "@souk/api/client";
import type { paths } from "@souk/api/schema";
import type { TableShape, TableState } from "@souk/ui/table-state";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export type Person = paths["/v1/users"]["get"]["responses"][200]["content"]["application/json"]["items"][number];

const PAGE_SIZE = 50;

export const CUSTOMER_TABLE: TableShape = { filters: { q: "" }, sort: "newest" };

export function customers({ filters, after }: Pick<TableState, "filters" | "after">) {
  const query = { limit: PAGE_SIZE, ...(filters.q?.trim() && { q: filters.q.trim() }), ...(after !== null && { cursor: after }) };
  return queryOptions({
    queryKey: ["users", "list", query],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/users", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
