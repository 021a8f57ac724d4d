import { answer } from "@souk/api/client";
import type { Product } from "@souk/api/types";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { product as productQuery } from "@/features/catalog/api/get-product";
import { changesOf, newProduct, type Draft } from "@/features/catalog/draft";
import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

export interface Saving {
  before: Draft;
  after: Draft;
  /** What the product was when `before` was taken: somebody else's change since then is refused with 412. */
  version: number;
}

/** Saves what was changed, one request after another, each on the version that the one before made. */
export function useSaveProduct(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ before, after, version }: Saving): Promise<Product> => {
      const { edit, removed, edited, added } = changesOf(before, after);
      const path = { product_id: id };
      let at = version;
      const header = () => ({ "If-Match": `"${at}"` });
      // New pictures first: variants may show them. Variants that go make room for others.
      if (edit) at = (await answer(shop.client.PATCH("/v1/products/{product_id}", { params: { path, header: header() }, body: edit }))).version;
      for (const { sku, body } of edited) {
        at = (await answer(shop.client.PATCH("/v1/variants/{sku}", { params: { path: { sku }, header: header() }, body }))).version;
      }
      for (const body of added) {
        at = (await answer(shop.client.POST("/v1/products/{product_id}/variants", { params: { path, header: header() }, body }))).version;
      }
      for (const sku of removed) {
        await answer<unknown>(shop.client.DELETE("/v1/variants/{sku}", { params: { path: { sku }, header: header() } }));
        at += 1;
      }
      return answer(shop.client.GET("/v1/products/{product_id}", { params: { path } }));
    },
    onSuccess: (saved) => queries.setQueryData(productQuery(id).queryKey, saved),
    onSettled: () => queries.invalidateQueries({ queryKey: ["products", "list"] }),
  });
}

/** A product that is not there yet, whole, as a draft. Pressed twice it is made once. */
export function useCreateProduct() {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: (draft: Draft) => {
      const body = newProduct(draft);
      return answer(shop.client.POST("/v1/products", { params: { header: { "Idempotency-Key": keyFor(body) } }, body }));
    },
    onSuccess: () => settle(),
    onError: (error) => settle(error),
    onSettled: () => queries.invalidateQueries({ queryKey: ["products", "list"] }),
  });
}
