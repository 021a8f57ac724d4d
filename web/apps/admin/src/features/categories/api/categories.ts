import { answer } from "@souk/api/client";
import type { Category } from "@souk/api/types";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { moveIn, type Place } from "@/features/categories/tree";
import { shop } from "@/lib/shop";
import { useKey } from "@/lib/use-key";

export const categories = queryOptions({
  queryKey: ["categories"],
  queryFn: ({ signal }) => answer(shop.client.GET("/v1/categories", { signal })),
});

interface Body {
  title?: string;
  slug?: string;
  parent?: string | null;
  position?: number;
}

function change({ id, version }: { id: string; version?: number }, body: Body) {
  const params = { path: { category_id: id }, ...(version !== undefined && { header: { "If-Match": `"${version}"` } }) };
  return answer(shop.client.PATCH("/v1/categories/{category_id}", { params, body }));
}

export function useRenameCategory() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ category, title, slug }: { category: Category; title: string; slug: string }) => change(category, { title, slug }),
    onSettled: () => queries.invalidateQueries({ queryKey: categories.queryKey }),
  });
}

/**
 * Puts a category elsewhere. The tree shows it there at once and goes back where the shop refuses. Siblings are
 * numbered anew as far as that is needed.
 */
export function useMoveCategory() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ category, place, tree }: { category: Category; place: Place; tree: readonly Category[] }) => {
      const { siblings } = moveIn(tree, category, place);
      for (const [position, sibling] of siblings.entries()) {
        if (sibling.id === category.id) await change(category, { parent: place.parent, position });
        else if (sibling.position !== position) await change({ id: sibling.id }, { position });
      }
    },
    onMutate: async ({ category, place }) => {
      await queries.cancelQueries({ queryKey: categories.queryKey });
      const before = queries.getQueryData(categories.queryKey);
      queries.setQueryData(categories.queryKey, (list) => list && { ...list, items: moveIn(list.items, category, place).tree });
      return { before };
    },
    onError: (_error, _wanted, context) => queries.setQueryData(categories.queryKey, context?.before),
    onSettled: () => queries.invalidateQueries({ queryKey: categories.queryKey }),
  });
}

export function useCreateCategory() {
  const queries = useQueryClient();
  const { keyFor, settle } = useKey();
  return useMutation({
    mutationFn: (body: { title: string; slug?: string; parent?: string; position: number }) =>
      answer(shop.client.POST("/v1/categories", { params: { header: { "Idempotency-Key": keyFor(body) } }, body })),
    onSuccess: () => settle(),
    onError: (error) => settle(error),
    onSettled: () => queries.invalidateQueries({ queryKey: categories.queryKey }),
  });
}

export function useDeleteCategory() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: Category) =>
      answer<unknown>(shop.client.DELETE("/v1/categories/{category_id}", { params: { path: { category_id: id }, header: { "If-Match": `"${version}"` } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: categories.queryKey }),
  });
}
