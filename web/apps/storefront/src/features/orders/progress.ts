/** An order's state in a customer's words. */
import type { Order, OrderStatus } from "@souk/api/types";

import { t, type WordKey } from "@/lib/words";

type PaymentStatus = Order["payment"]["status"];

/** Longer than this is worth a word. */
const SLOW_AFTER_S = 8;
const VERY_SLOW_AFTER_S = 60;

export interface Told {
  tone: "busy" | "action" | "good" | "bad";
  title: string;
  text: string;
}

/** @param ageS seconds since the order was placed */
export function tell(order: Pick<Order, "status" | "reason" | "payment" | "email">, ageS: number): Told {
  switch (order.status) {
    case "placed":
      return { tone: "busy", title: t("told.placed"), text: slow(t("told.placed_text"), ageS) };
    case "awaiting_payment":
      if (order.payment.next_action) {
        return { tone: "action", title: t("told.action"), text: t("told.action_text") };
      }
      if (ageS > SLOW_AFTER_S) {
        return { tone: "busy", title: t("told.silent"), text: slow(t("told.silent_text"), ageS) };
      }
      return { tone: "busy", title: t("told.aside"), text: t("told.aside_text") };
    case "confirmed":
      return { tone: "good", title: t("told.confirmed"), text: t("told.confirmed_text", { email: order.email }) };
    case "partially_fulfilled":
      return { tone: "good", title: t("told.first_parcel"), text: t("told.first_parcel_text") };
    case "fulfilled":
      return { tone: "good", title: t("told.sent"), text: t("told.sent_text") };
    case "completed":
      return { tone: "good", title: t("told.arrived"), text: t("told.arrived_text") };
    case "cancelled":
      return { tone: "bad", ...end(order) };
  }
}

function end({ reason, payment }: Pick<Order, "reason" | "payment">): Omit<Told, "tone"> {
  switch (reason) {
    case "payment_declined":
      return { title: t("told.declined"), text: t("told.declined_text") };
    case "out_of_stock":
      return { title: t("told.sold_out"), text: t("told.sold_out_text") };
    case "expired":
      return { title: t("told.expired"), text: t("told.expired_text") };
    case "customer":
      return { title: t("told.by_customer"), text: whatOfTheMoney(payment.status) };
    case "staff":
      return { title: t("told.by_staff"), text: whatOfTheMoney(payment.status) };
    default:
      return { title: t("told.ended"), text: t("told.ended_text") };
  }
}

function whatOfTheMoney(status: PaymentStatus): string {
  switch (status) {
    case "authorized":
    case "voided":
    case "declined":
      return t("told.not_charged");
    case "pending":
    case "action_required":
      return t("told.if_charged");
    default:
      return t("told.goes_back");
  }
}

const REFUNDED: Partial<Record<PaymentStatus, { amount: WordKey; step: WordKey }>> = {
  partially_refunded: { amount: "refund.part", step: "refund.part_done" },
  refunded: { amount: "refund.whole", step: "refund.whole_done" },
};

/** Whether money was given back, in words for the history, which does not know when, and for orders that do not say how much. */
export function refunded({ payment }: Pick<Order, "payment">): { amount: string; step: string } | null {
  const words = REFUNDED[payment.status];
  return words ? { amount: t(words.amount), step: t(words.step) } : null;
}

function slow(text: string, ageS: number): string {
  if (ageS > VERY_SLOW_AFTER_S) return `${text} ${t("told.very_slow")}`;
  return ageS > SLOW_AFTER_S ? `${text} ${t("told.slow")}` : text;
}

export function statusLabel(status: OrderStatus): string {
  return t(`status.${status}`);
}

/** The way an order goes when all is well. */
export const STAGES = ["placed", "awaiting_payment", "confirmed", "fulfilled", "completed"] as const;

/** How many stages are behind; the next one is under way. -1 for a cancelled order. */
export function stagesDone(status: OrderStatus): number {
  if (status === "cancelled") return -1;
  if (status === "partially_fulfilled") return STAGES.indexOf("confirmed") + 1;
  const index = STAGES.indexOf(status);
  // What is placed or waits for its payment is at work on that stage; later ones are reached when they are named.
  return status === "placed" || status === "awaiting_payment" ? index : index + 1;
}

export function isOpen(order: Pick<Order, "status">): boolean {
  return order.status === "placed" || order.status === "awaiting_payment";
}

export function isFinal(order: Pick<Order, "status">): boolean {
  return order.status === "completed" || order.status === "cancelled";
}

export function canCancel(order: Pick<Order, "status">): boolean {
  return isOpen(order) || order.status === "confirmed";
}

/** Ended without a sale, for a reason another try may get around. */
export function canTryAgain(order: Pick<Order, "status" | "reason">): boolean {
  return order.status === "cancelled" && order.reason !== "staff";
}
