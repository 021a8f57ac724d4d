import { answer } from "@souk/api/client";
import { problemOf } from "@souk/api/problem";
import type { Cart } from "@souk/api/types";
import { useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";

import { cart } from "@/features/cart/api/get-cart";
import { cartId } from "@/features/cart/cart-id";
import { shop } from "@/lib/shop";

async function createCart(): Promise<string> {
  const { id } = await answer(shop.client.POST("/v1/carts", { body: {} }));
  cartId.write(id);
  return id;
}

async function putLine(id: string, sku: string, quantity: number): Promise<Cart> {
  return answer(shop.client.PUT("/v1/carts/{cart_id}/lines/{sku}", { params: { path: { cart_id: id, sku } }, body: { quantity } }));
}

/** Puts the line into the browser's cart; one that is gone or already ordered is replaced by a new one. */
async function putLineSomewhere(queries: QueryClient, sku: string, wanted: (inCart: number) => number): Promise<Cart> {
  const id = cartId.read();
  const now = id === null ? null : await queries.query(cart(id));
  const inCart = now?.lines.find((line) => line.sku === sku)?.quantity ?? 0;
  if (id !== null && now !== null) {
    try {
      return await putLine(id, sku, wanted(inCart));
    } catch (error) {
      if (problemOf(error).slug !== "cart-already-ordered") throw error;
    }
  }
  return putLine(await createCart(), sku, wanted(0));
}

function useLineMutation<V>(change: (queries: QueryClient, variables: V) => Promise<Cart>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (variables: V) => change(queries, variables),
    // One after another: each counts on what the one before left in the cart.
    scope: { id: "cart" },
    onSuccess: (changed) => queries.setQueryData(cart(changed.id).queryKey, changed),
    onError: () => queries.invalidateQueries({ queryKey: ["cart"] }),
  });
}

/** Sets how many units of an SKU the cart holds; 0 takes the line out. */
export function useSetLine() {
  return useLineMutation((queries, { sku, quantity }: { sku: string; quantity: number }) => putLineSomewhere(queries, sku, () => quantity));
}

/** Adds units to what the cart holds of an SKU already. */
export function useAddLine() {
  return useLineMutation((queries, { sku, quantity }: { sku: string; quantity: number }) =>
    putLineSomewhere(queries, sku, (inCart) => inCart + quantity),
  );
}
