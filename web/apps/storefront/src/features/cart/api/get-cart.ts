import { answer } from "@souk/api/client";
import { problemOf } from "@souk/api/problem";
import { queryOptions, useQuery } from "@tanstack/react-query";

import { cartId } from "@/features/cart/cart-id";
import { shop } from "@/lib/shop";
import { useBox } from "@/lib/use-box";

/** Null once the cart is gone (expired); its id is then forgotten. */
export function cart(id: string | null) {
  return queryOptions({
    queryKey: ["cart", id],
    queryFn: async ({ signal }) => {
      if (id === null) return null;
      try {
        return await answer(shop.client.GET("/v1/carts/{cart_id}", { params: { path: { cart_id: id } }, signal }));
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
