import { answer } from "@souk/api/client";
import type { Category } from "@souk/api/types";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export const categories = queryOptions({
  queryKey: ["categories"],
  queryFn: ({ signal }) => answer(shop.client.GET("/v1/categories", { signal })),
  staleTime: 30_000,
});

/** The tree as one list, each category by the way to it: `Home › Kitchen › Kettles`. */
export function flat(tree: readonly Category[], above = ""): { value: string; label: string }[] {
  return tree.flatMap(({ id, title, children }) => {
    const label = above + title;
    return [{ value: id, label }, ...flat(children, `${label} › `)];
  });
}
