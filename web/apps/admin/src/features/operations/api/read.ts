import { answer } from "@souk/api/client";
import type { TableShape, TableState } from "@souk/ui/table-state";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const PAGE_SIZE = 50;
const OVERVIEW_MS = 5_000;
const LIST_MS = 10_000;

export const SERVICES = ["user", "product", "inventory", "order", "payment", "notification"] as const;

export const LETTER_TABLE: TableShape = { filters: { service: "" }, sort: "newest" };
export const STUCK_TABLE: TableShape = { filters: { age: "60" }, sort: "oldest" };
export const JOURNAL_TABLE: TableShape = { filters: {}, sort: "newest" };

export function overview() {
  return queryOptions({
    queryKey: ["operations", "overview"],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/operations/overview", { signal })),
    refetchInterval: OVERVIEW_MS,
  });
}

export function letters({ filters, after }: Pick<TableState, "filters" | "after">) {
  const service = SERVICES.find((each) => each === filters.service);
  const query = { limit: PAGE_SIZE, ...(service && { service }), ...(after !== null && { cursor: after }) };
  return queryOptions({
    queryKey: ["operations", "letters", query],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/operations/dead-letters", { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
  });
}

export function letter(id: string) {
  return queryOptions({
    queryKey: ["operations", "letter", id],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/operations/dead-letters/{letter_id}", { params: { path: { letter_id: id } }, signal })),
  });
}

/** What was done to dead letters, or to one of them. */
export function journal({ after }: Pick<TableState, "after">, letterId?: string) {
  const query = { limit: PAGE_SIZE, ...(letterId && { letter_id: letterId }), ...(after !== null && { cursor: after }) };
  return queryOptions({
    queryKey: ["operations", "journal", query],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/operations/journal", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function stuckOrders({ filters, after }: Pick<TableState, "filters" | "after">) {
  const age = Number(filters.age);
  const query = { limit: PAGE_SIZE, older_than_s: Number.isInteger(age) && age >= 0 ? age : 60, ...(after !== null && { cursor: after }) };
  return queryOptions({
    queryKey: ["operations", "stuck", query],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/operations/stuck-orders", { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
  });
}

export function saga(orderId: string) {
  return queryOptions({
    queryKey: ["operations", "saga", orderId],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/operations/orders/{order_id}/saga", { params: { path: { order_id: orderId } }, signal })),
    refetchInterval: LIST_MS,
  });
}

export function books() {
  return queryOptions({
    queryKey: ["operations", "books"],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/audit", { signal })),
    refetchInterval: LIST_MS,
  });
}
