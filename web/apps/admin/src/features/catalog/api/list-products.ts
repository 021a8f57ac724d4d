import { answer } from "@souk/api/client";
import type { TableShape, TableState } from "@souk/ui/table-state";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const PAGE_SIZE = 50;

export const PRODUCT_STATUSES = ["any", "published", "draft", "archived"] as const;
const SORTS = ["relevance", "title", "price", "-price", "newest"] as const;

/** What of the list of products lies in the address. */
export const PRODUCT_TABLE: TableShape = { filters: { q: "", status: "any", category: "", stock: "" }, sort: "title" };

/** Products of every status, as staff see them. */
export function products({ filters, sort, after }: TableState) {
  const { q = "", status = "any", category = "", stock = "" } = filters;
  return queryOptions({
    queryKey: ["products", "list", q, status, category, stock, sort, after],
    queryFn: ({ signal }) =>
      answer(
        shop.client.GET("/v1/products", {
          params: {
            query: {
              limit: PAGE_SIZE,
              sort: SORTS.find((each) => each === sort) ?? "title",
              status: PRODUCT_STATUSES.find((each) => each === status) ?? "any",
              ...(q.trim() && { q: q.trim() }),
              ...(category && { category }),
              ...(stock === "in" && { in_stock: true }),
              ...(after !== null && { cursor: after }),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
