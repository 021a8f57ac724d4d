import { answer } from "@souk/api/client";
import type { Money } from "@souk/api/money";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

interface Change {
  price: Money;
  /** Of the product as it was shown: a price that somebody changed meanwhile is not overwritten. */
  version: number;
}

export function useSetPrice(sku: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ price, version }: Change) =>
      answer(
        shop.client.PATCH("/v1/variants/{sku}", {
          params: { path: { sku }, header: { "If-Match": `"${version}"` } },
          body: { price },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["products"] }),
  });
}
