import { answer } from "@souk/api/client";
import { queryOptions, useQueries } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useCan } from "@/lib/use-session";

/** A page of payments; each order is asked for once. */
const NAMED_MAX = 50;

export interface OrderName {
  number: string;
  email: string;
}

function orderName(id: string) {
  return queryOptions({
    queryKey: ["order-names", id],
    queryFn: async ({ signal }): Promise<[string, OrderName]> => {
      const { number, email } = await answer(shop.client.GET("/v1/orders/{order_id}", { params: { path: { order_id: id } }, signal }));
      return [id, { number, email }];
    },
    staleTime: Infinity,
  });
}

/** What orders are called: payments know their ids alone. Without the right to look at orders it is empty. */
export function useOrderNames(ids: readonly string[]): ReadonlyMap<string, OrderName> {
  const mayLook = useCan()("orders:read");
  const asked = mayLook ? [...new Set(ids)].slice(0, NAMED_MAX) : [];
  const found = useQueries({ queries: asked.map(orderName) });
  return new Map(found.flatMap(({ data }) => (data ? [data] : [])));
}
