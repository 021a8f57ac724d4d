import type { Order, Payment } from "@souk/api/types";

import type { Mail } from "@/features/orders/api/list-mails";
import { ORDER_STATUSES } from "@/lib/statuses";
import { words } from "@/lib/words";

export interface Happening {
  id: string;
  at: string;
  what: string;
  /** The id of a person, or what acted by itself. */
  who?: string | undefined;
  detail?: string | undefined;
  tone: "neutral" | "good" | "warn" | "bad";
}

const PAYMENT_TONES: Partial<Record<Payment["status"], Happening["tone"]>> = {
  captured: "good",
  authorized: "good",
  declined: "bad",
  disputed: "bad",
  unknown: "warn",
  action_required: "warn",
};

/**
 * Everything that happened to an order, the newest first: its steps, parcels, its payment and the mails, as far as
 * they are known to whoever looks.
 *
 * @param money how an amount is written
 */
export function timeline(order: Order, payment: Payment | null, mails: readonly Mail[], money: (amount: Payment["amount"]) => string): Happening[] {
  const steps: Happening[] = order.history.map((step, n) => ({
    id: `step-${n}`,
    at: step.at,
    what: ORDER_STATUSES[step.status].label,
    who: step.actor ?? step.by,
    detail: step.note ?? undefined,
    tone: ORDER_STATUSES[step.status].tone,
  }));
  const parcels = order.fulfillments.flatMap<Happening>((parcel) => [
    {
      id: `${parcel.id}-sent`,
      at: parcel.created_at,
      what: `Parcel sent with ${parcel.carrier}`,
      detail: `${parcel.tracking_number}: ${parcel.lines.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(", ")}`,
      tone: "neutral",
    },
    ...(parcel.delivered_at ? [{ id: `${parcel.id}-there`, at: parcel.delivered_at, what: "Parcel delivered", detail: parcel.tracking_number, tone: "good" as const }] : []),
  ]);
  const paying = (payment?.history ?? []).map<Happening>((step, n) => ({ id: `pay-${n}`, at: step.at, what: `Payment ${words(step.status)}`, who: step.by, tone: PAYMENT_TONES[step.status] ?? "neutral" }));
  const refunds = (payment?.refunds ?? []).map<Happening>((refund) => ({
    id: refund.id,
    at: refund.finished_at ?? refund.created_at,
    what: `Refund of ${money(refund.amount)} ${refund.status}`,
    who: refund.by,
    detail: refund.failure ?? refund.reason,
    tone: refund.status === "failed" ? "bad" : "neutral",
  }));
  const told = mails.map<Happening>((mail) => ({
    id: mail.id,
    at: mail.sent_at ?? mail.created_at,
    what: `Mail ${words(mail.kind)} ${mail.status}${mail.again_of ? " (a copy)" : ""}`,
    who: mail.by ?? undefined,
    detail: mail.reason ?? mail.to ?? undefined,
    tone: mail.status === "failed" ? "bad" : "neutral",
  }));
  const all = [...steps, ...parcels, ...paying, ...refunds, ...told].map((each, n) => ({ each, n }));
  return all.sort((a, b) => Date.parse(b.each.at) - Date.parse(a.each.at) || b.n - a.n).map(({ each }) => each);
}
