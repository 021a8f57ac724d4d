import { answer } from "@souk/api/client";
import type { Money } from "@souk/api/money";
import type { Product, ProductSummary } from "@souk/api/types";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { setPublished } from "@/features/catalog/api/publish-product";
import { inTurns } from "@/features/catalog/in-turns";
import { priced, type PriceChange } from "@/features/catalog/prices";
import { problemWords } from "@/lib/problem-words";
import { shop } from "@/lib/shop";

export type BulkChange = { kind: "publish"; isPublished: boolean } | { kind: "category"; category: string } | { kind: "price"; change: PriceChange };

export interface BulkResult {
  done: number;
  refused: { title: string; why: string }[];
  /** Puts back what was changed, as far as nobody changed it since. */
  undo: () => Promise<number>;
}

const AT_ONCE = 4;

/** One change to many products. Each is its own request: what is refused leaves the others done. */
export function useBulkChange() {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["products"] });
  return useMutation({
    mutationFn: async ({ products, change }: { products: readonly ProductSummary[]; change: BulkChange }): Promise<BulkResult> => {
      const backs: (() => Promise<unknown>)[] = [];
      const refused: BulkResult["refused"] = [];
      await inTurns(products, AT_ONCE, async (product) => {
        try {
          const back = await apply(product, change);
          if (back) backs.push(back);
        } catch (error) {
          refused.push({ title: product.title, why: problemWords(error) });
        }
      });
      const undo = async () => {
        let failed = 0;
        await inTurns(backs, AT_ONCE, async (back) => {
          await back().catch(() => (failed += 1));
        });
        await refresh();
        return failed;
      };
      return { done: products.length - refused.length, refused, undo };
    },
    onSettled: refresh,
  });
}

/** Makes the change; answers what takes it back, or null when there was nothing to change. */
async function apply(product: ProductSummary, change: BulkChange): Promise<(() => Promise<unknown>) | null> {
  const path = { product_id: product.id };
  switch (change.kind) {
    case "publish": {
      if ((product.status === "published") === change.isPublished) return null;
      await setPublished({ id: product.id, isPublished: change.isPublished });
      return () => setPublished({ id: product.id, isPublished: !change.isPublished });
    }
    case "category": {
      const before = product.category?.id;
      if (before === change.category) return null;
      await answer(shop.client.PATCH("/v1/products/{product_id}", { params: { path }, body: { category: change.category } }));
      return before === undefined ? null : () => answer(shop.client.PATCH("/v1/products/{product_id}", { params: { path }, body: { category: before } }));
    }
    case "price": {
      const now = await answer(shop.client.GET("/v1/products/{product_id}", { params: { path } }));
      const before = await setPrices(now, new Map(now.variants.map(({ sku, price }) => [sku, priced(price, change.change)])));
      return before.size === 0 ? null : async () => setPrices(await answer(shop.client.GET("/v1/products/{product_id}", { params: { path } })), before);
    }
  }
}

/** Answers the prices that were changed, as they were. */
async function setPrices(product: Product, wanted: ReadonlyMap<string, Money>): Promise<Map<string, Money>> {
  const before = new Map<string, Money>();
  let version = product.version;
  for (const { sku, price } of product.variants) {
    const next = wanted.get(sku);
    if (!next || next.amount === price.amount) continue;
    const params = { path: { sku }, header: { "If-Match": `"${version}"` } };
    version = (await answer(shop.client.PATCH("/v1/variants/{sku}", { params, body: { price: next } }))).version;
    before.set(sku, price);
  }
  return before;
}
