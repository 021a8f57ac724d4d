import { answer } from "@souk/api/client";
import { problemOf } from "@souk/api/problem";
import { queryOptions, useQuery } from "@tanstack/react-query";

import { cartId } from "@/features/cart/cart-id";
import { shop } from "@/lib/shop";
import { useBox } from "@/lib/use-box";

/** Null once the cart is gone (expired) or ordered. An ordered one is kept in mind: when its order fails, it is back. */
export function cart(id: string | null) {
  return queryOptions({
    queryKey: ["cart", id],
    queryFn: async ({ signal }) => {
      if (id === null) return null;
      try {
        const found = await answer(shop.client.GET("/v1/carts/{cart_id}", { params: { path: { cart_id: id } }, signal }));
        return found.order_id === null ? found : null;
      } catch (error) {
        if (problemOf(error).slug !== "not-found") throw error;
        if (cartId.read() === id) cartId.clear();
        return null;
      }
    },
    staleTime: 10_000,
  });
}

export function useCart() {
  return useQuery(cart(useBox(cartId)));
}
