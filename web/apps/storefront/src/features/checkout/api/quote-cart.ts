import { answer } from "@souk/api/client";
import type { Cart } from "@souk/api/types";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/**
 * What the cart costs sent to a country, and the ways of sending it there.
 *
 * @param country empty while none is chosen: nothing is asked then
 * @param method null for the first that goes there
 */
export function quote(cart: Cart, country: string, method: string | null) {
  const lines = cart.lines.map(({ sku, quantity, unit_price }) => [sku, quantity, unit_price?.amount]);
  return queryOptions({
    queryKey: ["quote", cart.id, lines, country, method],
    queryFn: ({ signal }) =>
      answer(
        shop.client.POST("/v1/carts/{cart_id}/quote", {
          params: { path: { cart_id: cart.id } },
          body: { shipping_address: { country }, ...(method && { shipping_method: method }) },
          signal,
        }),
      ),
    enabled: country !== "",
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
}
