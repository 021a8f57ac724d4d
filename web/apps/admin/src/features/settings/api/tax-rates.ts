import { answer } from "@souk/api/client";
import type { TaxTable } from "@souk/api/types";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export const taxRates = queryOptions({
  queryKey: ["tax-rates"],
  queryFn: ({ signal }) => answer(shop.client.GET("/v1/tax-rates", { signal })),
});

/** The whole table at once, on the version that was shown. */
export function usePutTaxRates() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ items, prices_include_tax, version }: TaxTable) =>
      answer(shop.client.PUT("/v1/tax-rates", { params: { header: { "If-Match": `"${version}"` } }, body: { items, prices_include_tax } })),
    onSuccess: (saved) => queries.setQueryData(taxRates.queryKey, saved),
  });
}
