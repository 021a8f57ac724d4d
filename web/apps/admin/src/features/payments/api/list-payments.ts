import { answer } from "@souk/api/client";
import type { Payment } from "@souk/api/types";
import type { SavedView, TableShape, TableState } from "@souk/ui/table-state";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { PAYMENT_STATUSES } from "@/lib/statuses";

const PAGE_SIZE = 50;
const REFRESH_MS = 10_000;

/** What of the list of payments lies in the address; `show` is a status, or `attention`. */
export const PAYMENT_TABLE: TableShape = { filters: { show: "", q: "" }, sort: "newest" };

export const PAYMENT_VIEWS: readonly SavedView[] = [
  { name: "Needs attention", query: "show=attention" },
  { name: "Outcome unknown", query: "show=unknown" },
  { name: "Disputed", query: "show=disputed" },
  { name: "To capture", query: "show=authorized" },
];

/** What the shop is asked for such a list. An order's or a payment's id finds that one. */
export function asked({ filters, after }: Pick<TableState, "filters" | "after">) {
  const { show = "", q = "" } = filters;
  const id = q.trim();
  return {
    limit: PAGE_SIZE,
    ...(show === "attention" && { attention: true }),
    ...(show in PAYMENT_STATUSES && { status: [show as Payment["status"]] }),
    ...(/^(ord|pay)_/.test(id) && { order_id: id.replace(/^pay_/, "ord_") }),
    ...(after !== null && { cursor: after }),
  };
}

export function payments(state: Pick<TableState, "filters" | "after">) {
  const query = asked(state);
  return queryOptions({
    queryKey: ["payments", "list", query],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/payments", { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}
