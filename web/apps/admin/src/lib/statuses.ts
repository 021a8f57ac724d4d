import type { Order, OrderStatus, Payment } from "@souk/api/types";
import type { BadgeTone } from "@souk/ui/badge";

import { words } from "@/lib/words";

export interface StatusWords {
  label: string;
  tone: BadgeTone;
}

export const ORDER_STATUSES: Record<OrderStatus, StatusWords> = {
  placed: { label: "Placed", tone: "warn" },
  awaiting_payment: { label: "Awaiting payment", tone: "warn" },
  confirmed: { label: "Confirmed", tone: "good" },
  partially_fulfilled: { label: "Partly sent", tone: "good" },
  fulfilled: { label: "Sent", tone: "good" },
  completed: { label: "Completed", tone: "neutral" },
  cancelled: { label: "Cancelled", tone: "bad" },
};

export const PAYMENT_STATUSES: Record<Payment["status"], StatusWords> = {
  pending: { label: "Pending", tone: "warn" },
  action_required: { label: "With the customer", tone: "warn" },
  authorized: { label: "Authorized", tone: "good" },
  captured: { label: "Captured", tone: "good" },
  partially_refunded: { label: "Partly refunded", tone: "neutral" },
  refunded: { label: "Refunded", tone: "neutral" },
  declined: { label: "Declined", tone: "bad" },
  voided: { label: "Voided", tone: "neutral" },
  unknown: { label: "Outcome unknown", tone: "bad" },
  disputed: { label: "Disputed", tone: "bad" },
};

const SENDABLE = new Set<OrderStatus>(["confirmed", "partially_fulfilled"]);

/** Whether parcels of it may leave. */
export function isSendable({ status }: Pick<Order, "status">): boolean {
  return SENDABLE.has(status);
}

/** What became of the money of goods that are paid no more; null where it is as it should be. */
export function lostMoney({ payment }: Pick<Order, "payment">): "disputed" | "voided" | null {
  return payment.status === "disputed" || payment.status === "voided" ? payment.status : null;
}

/** What an order's badge says: goods that wait to be sent do not look well when nobody pays for them. */
export function orderWords(order: Pick<Order, "status" | "payment"> & { reason?: Order["reason"] }): StatusWords {
  const { label, tone } = ORDER_STATUSES[order.status];
  const lost = lostMoney(order);
  if (lost !== null && order.status !== "cancelled") return { label: `${label}, ${lost}`, tone: "bad" };
  return { label: order.reason ? `${label}: ${words(order.reason)}` : label, tone };
}
