import { answer } from "@souk/api/client";
import type { Product, ProductList } from "@souk/api/types";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

interface Wanted {
  id: string;
  isPublished: boolean;
}

export function setPublished({ id, isPublished }: Wanted): Promise<Product> {
  const params = { path: { product_id: id } };
  return answer(
    isPublished ? shop.client.POST("/v1/products/{product_id}/publish", { params }) : shop.client.POST("/v1/products/{product_id}/unpublish", { params }),
  );
}

/**
 * Shows a product to everybody, or takes it from the shelf. Lists show it at once and take it back where the shop
 * refuses. Publishing what is published changes nothing.
 */
export function usePublishProduct() {
  const queries = useQueryClient();
  const lists = { queryKey: ["products", "list"] };
  return useMutation({
    mutationFn: setPublished,
    onMutate: async ({ id, isPublished }) => {
      await queries.cancelQueries(lists);
      const before = queries.getQueriesData<ProductList>(lists);
      const status = isPublished ? "published" : "draft";
      queries.setQueriesData<ProductList>(lists, (list) => list && { ...list, items: list.items.map((item) => (item.id === id ? { ...item, status } : item)) });
      return { before };
    },
    onError: (_error, _wanted, context) => {
      for (const [key, list] of context?.before ?? []) queries.setQueryData(key, list);
    },
    onSuccess: (product) => queries.setQueryData(["products", "one", product.id], product),
    onSettled: () => queries.invalidateQueries(lists),
  });
}

/** Puts it away for good. */
export function useArchiveProduct() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      answer<unknown>(shop.client.DELETE("/v1/products/{product_id}", { params: { path: { product_id: id }, header: { "If-Match": `"${version}"` } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["products"] }),
  });
}
