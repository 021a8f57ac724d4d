/** An order's state in a customer's words. */
import type { Order, OrderStatus } from "@souk/api/types";

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
      return { tone: "busy", title: "We have your order", text: slow("Looking for everything on the shelves.", ageS) };
    case "awaiting_payment":
      if (order.payment.next_action) {
        return { tone: "action", title: "Your bank asks you to confirm", text: "Open the bank's page, confirm there, and come back. This page notices by itself." };
      }
      if (ageS > SLOW_AFTER_S) {
        return { tone: "busy", title: "The bank has not answered yet", text: slow("We are finding out whether it took the payment. You will be charged once, or not at all.", ageS) };
      }
      return { tone: "busy", title: "Everything is put aside for you", text: "Talking to your bank." };
    case "confirmed":
      return { tone: "good", title: "Thank you, it is yours", text: `Your order is confirmed. A mail is on its way to ${order.email}.` };
    case "partially_fulfilled":
      return { tone: "good", title: "A first parcel is on its way", text: "The rest follows." };
    case "fulfilled":
      return { tone: "good", title: "It is on its way", text: "Everything has been sent." };
    case "completed":
      return { tone: "good", title: "It has arrived", text: "We hope it is a joy." };
    case "cancelled":
      return { tone: "bad", ...ENDS[order.reason ?? ""] ?? { title: "This order was cancelled", text: "Nothing more will happen with it." } };
  }
}

const ENDS: Record<string, Omit<Told, "tone">> = {
  payment_declined: { title: "The bank declined the payment", text: "Nothing was charged, and nothing is sent. Your cart is as it was: try another card." },
  out_of_stock: { title: "Somebody was faster", text: "Something of this order has just sold out. Nothing was charged." },
  expired: { title: "The payment took too long", text: "The order has run out. If anything was charged, it goes back to you." },
  customer: { title: "You cancelled this order", text: "What was paid goes back the way it came." },
  staff: { title: "We had to cancel this order", text: "What was paid goes back the way it came." },
};

function slow(text: string, ageS: number): string {
  if (ageS > VERY_SLOW_AFTER_S) return `${text} This takes unusually long. You can close this page: the order goes on without it, and we will write to you.`;
  return ageS > SLOW_AFTER_S ? `${text} This takes a little longer than usual.` : text;
}

export const STATUS_LABELS: Record<OrderStatus, string> = {
  placed: "Received",
  awaiting_payment: "Payment",
  confirmed: "Confirmed",
  partially_fulfilled: "Partly sent",
  fulfilled: "Sent",
  completed: "Delivered",
  cancelled: "Cancelled",
};

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
