import { answer } from "@souk/api/client";
import type { Order } from "@souk/api/types";

import type { Attempt } from "@/features/checkout/attempt";
import { language } from "@/lib/language";
import { shop } from "@/lib/shop";

/** The shop answers as soon as the order is decided, or after this long: the order page follows the rest. */
const WAIT_S = 2;

/** Sends an attempt; mails about it are written in this page's language. Sending it again gives the same order. */
export async function placeOrder({ key, body }: Attempt): Promise<Order> {
  return answer(
    shop.client.POST("/v1/orders", {
      params: { header: { "Idempotency-Key": key, Prefer: `wait=${WAIT_S}`, "Accept-Language": language } },
      body,
    }),
  );
}
