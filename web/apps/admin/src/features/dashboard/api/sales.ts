import { answer } from "@souk/api/client";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { intervalOf, type Span } from "@/features/dashboard/spans";
import { shop } from "@/lib/shop";
import { REFRESH_MS } from "@/features/dashboard/refresh";

export function sales({ from, to, days }: Span) {
  const interval = intervalOf(days);
  return queryOptions({
    queryKey: ["dashboard", "sales", from, to, interval],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/reports/sales", { params: { query: { from, to, interval } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}
