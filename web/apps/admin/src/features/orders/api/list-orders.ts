import { answer } from "@souk/api/client";
import type { OrderStatus } from "@souk/api/types";
import type { SavedView, TableShape, TableState } from "@souk/ui/table-state";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { ORDER_STATUSES } from "@/lib/statuses";

const PAGE_SIZE = 50;
const REFRESH_MS = 10_000;
/** Shorter words are not searched for. */
export const Q_LENGTH_MIN = 3;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What of the list of orders lies in the address. */
export const ORDER_TABLE: TableShape = { filters: { q: "", status: "", from: "", to: "", user: "" }, sort: "newest" };

export const ORDER_VIEWS: readonly SavedView[] = [
  { name: "To send, the oldest first", query: "status=confirmed&sort=oldest" },
  { name: "Partly sent", query: "status=partially_fulfilled&sort=oldest" },
  { name: "Waiting for payment", query: "status=awaiting_payment" },
  { name: "Cancelled", query: "status=cancelled" },
];

/** What the shop is asked for such a list; words that are too short and days that are none ask for nothing. */
export function asked({ filters, sort, after }: Pick<TableState, "filters" | "sort" | "after">) {
  const { q = "", status = "", from = "", to = "", user = "" } = filters;
  return {
    limit: PAGE_SIZE,
    sort: sort === "oldest" ? ("oldest" as const) : ("newest" as const),
    ...(q.trim().length >= Q_LENGTH_MIN && { q: q.trim() }),
    ...(status in ORDER_STATUSES && { status: status as OrderStatus }),
    ...(DAY.test(from) && { from }),
    ...(DAY.test(to) && { to }),
    ...(user && { user_id: user }),
    ...(after !== null && { cursor: after }),
  };
}

export function orders(state: Pick<TableState, "filters" | "sort" | "after">) {
  const query = asked(state);
  return queryOptions({
    queryKey: ["orders", "list", query],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/orders", { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}
