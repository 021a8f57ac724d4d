import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { REFRESH_MS } from "@/features/dashboard/refresh";
import { shop } from "@/lib/shop";

const ROWS = 6;
/** Units at which a shelf counts as running out. */
export const FEW = 5;

export const runningOut = queryOptions({
  queryKey: ["dashboard", "stock"],
  queryFn: async ({ signal }) => {
    const { items, next_cursor } = await answer(shop.client.GET("/v1/stock-levels", { params: { query: { on_hand_max: FEW, limit: ROWS } }, signal }));
    const skus = items.map(({ sku }) => sku).join(",");
    const named = skus === "" ? [] : (await answer(shop.client.GET("/v1/variants", { params: { query: { sku: skus } }, signal }))).items;
    const titles = new Map(named.map(({ sku, title, product_title }) => [sku, title === product_title ? title : `${product_title} – ${title}`]));
    return { rows: items.map(({ sku, on_hand = 0, available }) => ({ sku, on_hand, available, title: titles.get(sku) ?? sku })), hasMore: next_cursor !== null };
  },
  refetchInterval: REFRESH_MS,
});

export const toSend = queryOptions({
  queryKey: ["dashboard", "to-send"],
  queryFn: ({ signal }) => answer(shop.client.GET("/v1/orders", { params: { query: { status: "confirmed", limit: ROWS } }, signal })),
  refetchInterval: REFRESH_MS,
});

export const newest = queryOptions({
  queryKey: ["dashboard", "newest"],
  queryFn: ({ signal }) => answer(shop.client.GET("/v1/orders", { params: { query: { limit: ROWS } }, signal })),
  refetchInterval: REFRESH_MS,
});

/** Payments that somebody has to look at; with their orders for whoever may see those. */
export function oddPayments(withOrders: boolean) {
  return queryOptions({
    queryKey: ["dashboard", "payments", withOrders],
    queryFn: async ({ signal }) => {
      const { items } = await answer(shop.client.GET("/v1/payments", { params: { query: { attention: true, limit: ROWS } }, signal }));
      const orderOf = (id: string) => answer(shop.client.GET("/v1/orders/{order_id}", { params: { path: { order_id: id } }, signal }));
      return Promise.all(items.map(async (payment) => ({ payment, order: withOrders ? await orderOf(payment.order_id).catch(() => undefined) : undefined })));
    },
    refetchInterval: REFRESH_MS,
  });
}
