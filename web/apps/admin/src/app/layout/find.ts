import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export interface Found {
  id: string;
  title: string;
  group: "Products" | "Orders";
  path: string;
}

const RESULTS_MAX = 6;
/** The order service looks for no shorter words. */
const ORDER_WORD_LENGTH_MIN = 3;

/** Products and orders that go by these words; what somebody may not see is not asked for. */
export function found(q: string, may: { products: boolean; orders: boolean }) {
  return queryOptions({
    queryKey: ["find", q, may],
    queryFn: async ({ signal }): Promise<Found[]> => {
      const [products, orders] = await Promise.all([
        may.products ? answer(shop.client.GET("/v1/products", { params: { query: { q, limit: RESULTS_MAX, status: "any" } }, signal })) : null,
        may.orders && q.length >= ORDER_WORD_LENGTH_MIN ? answer(shop.client.GET("/v1/orders", { params: { query: { q, limit: RESULTS_MAX } }, signal })) : null,
      ]);
      return [
        ...(products?.items ?? []).map(({ id, title }) => ({ id, title, group: "Products" as const, path: `/products/${id}` })),
        ...(orders?.items ?? []).map(({ id, number, email }) => ({ id, title: `${number} · ${email}`, group: "Orders" as const, path: `/orders/${id}` })),
      ];
    },
  });
}
