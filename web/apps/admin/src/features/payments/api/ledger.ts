import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const ENTRIES_MAX = 100;

/** What one payment moved in the books. */
export function ledger(paymentId: string) {
  return queryOptions({
    queryKey: ["payments", "ledger", paymentId],
    queryFn: async ({ signal }) => (await answer(shop.client.GET("/v1/ledger/entries", { params: { query: { payment_id: paymentId, limit: ENTRIES_MAX } }, signal }))).items,
  });
}
