import { answer } from "@souk/api/client";
import type { Address, Cart } from "@souk/api/types";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/**
 * What the cart costs sent to an address.
 *
 * @param address null while it is not complete: nothing is asked then
 */
export function quote(cart: Cart, address: Address | null, shippingMethod: string | null) {
  const lines = cart.lines.map(({ sku, quantity, unit_price }) => [sku, quantity, unit_price.amount]);
  // Prices depend on where it goes, not on who receives it.
  const destination = address && [address.country, address.region, address.postal_code];
  return queryOptions({
    queryKey: ["quote", cart.id, lines, destination, shippingMethod],
    queryFn: ({ signal }) => {
      if (!address) throw new Error("a quote needs an address");
      return answer(
        shop.client.POST("/v1/carts/{cart_id}/quote", {
          params: { path: { cart_id: cart.id } },
          body: { shipping_address: address, ...(shippingMethod && { shipping_method: shippingMethod }) },
          signal,
        }),
      );
    },
    enabled: address !== null,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
}
