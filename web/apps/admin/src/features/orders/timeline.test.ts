import type { Order, Payment } from "@souk/api/types";
import { expect, test } from "vitest";

import type { Mail } from "@/features/orders/api/list-mails";
import { timeline } from "@/features/orders/timeline";

const EUR = (amount: number) => ({ amount, currency: "EUR" });

const order = {
  history: [
    { at: "2030-01-01T10:00:00Z", status: "placed", by: "customer" },
    { at: "2030-01-01T10:00:02Z", status: "confirmed", by: "payment" },
    { at: "2030-01-02T09:00:00Z", status: "cancelled", by: "staff", actor: "usr_7", note: "asked by phone" },
  ],
  fulfillments: [],
} as unknown as Order;

const payment = {
  history: [{ at: "2030-01-01T10:00:01Z", status: "captured", by: "gateway" }],
  refunds: [{ id: "ref_1", amount: EUR(500), status: "failed", failure: "the card is gone", reason: "a gesture", by: "usr_7", created_at: "2030-01-02T09:00:01Z" }],
} as unknown as Payment;

const mail = { id: "eml_1", kind: "order_confirmed", status: "sent", to: "ada@example.org", created_at: "2030-01-01T10:00:03Z", sent_at: "2030-01-01T10:00:04Z", reason: null, again_of: null, by: null } as Mail;

test("everything that happened is told once, the newest first, with who did it", () => {
  const told = timeline(order, payment, [mail], ({ amount }) => `€${amount / 100}`);
  expect(told.map(({ what }) => what)).toEqual(["Refund of €5 failed", "Cancelled", "Mail order confirmed sent", "Confirmed", "Payment captured", "Placed"]);
  expect(told[0]).toMatchObject({ detail: "the card is gone", tone: "bad", who: "usr_7" });
  expect(told[1]).toMatchObject({ detail: "asked by phone", who: "usr_7" });
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
});

test("whoever may not see payments still sees the order's steps", () => {
  expect(timeline(order, null, [], () => "")).toHaveLength(3);
});

test("steps of the same moment keep their order", () => {
  const at = "2030-01-01T10:00:00Z";
  const quick = { history: ["placed", "awaiting_payment", "confirmed"].map((status) => ({ at, status, by: "payment" })), fulfillments: [] } as unknown as Order;
  expect(timeline(quick, null, [], () => "").map(({ what }) => what)).toEqual(["Confirmed", "Awaiting payment", "Placed"]);
});
