import type { Payment } from "@souk/api/types";
import type { BadgeTone } from "@souk/ui/badge";

export const PAYMENT_STATUSES: Record<Payment["status"], { label: string; tone: BadgeTone }> = {
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
/** The amount of a payment that was never asked for is in no currency. */
const NO_CURRENCY = "XXX";

export function isAmount({ currency }: { currency: string }): boolean {
  return currency !== NO_CURRENCY;
}
