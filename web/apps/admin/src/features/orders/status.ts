import type { OrderStatus } from "@souk/api/types";
import type { BadgeTone } from "@souk/ui/badge";

export const ORDER_STATUSES: Record<OrderStatus, { label: string; tone: BadgeTone }> = {
  placed: { label: "Placed", tone: "warn" },
  awaiting_payment: { label: "Awaiting payment", tone: "warn" },
  confirmed: { label: "Confirmed", tone: "good" },
  partially_fulfilled: { label: "Partly sent", tone: "good" },
  fulfilled: { label: "Sent", tone: "good" },
  completed: { label: "Completed", tone: "neutral" },
  cancelled: { label: "Cancelled", tone: "bad" },
};
