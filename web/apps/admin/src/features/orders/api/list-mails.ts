import { answer } from "@souk/api/client";
import type { paths } from "@souk/api/schema";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export type Mail = paths["/v1/notifications"]["get"]["responses"][200]["content"]["application/json"]["items"][number];

const MAILS_MAX = 100;
const REFRESH_MS = 5_000;

/** Every mail about an order, the newest first. */
export function mails(orderId: string) {
  return queryOptions({
    queryKey: ["mails", orderId],
    queryFn: async ({ signal }) => (await answer(shop.client.GET("/v1/notifications", { params: { query: { order_id: orderId, limit: MAILS_MAX } }, signal }))).items,
    refetchInterval: REFRESH_MS,
  });
}
