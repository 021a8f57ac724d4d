import type { Order } from "@souk/api/types";
import { expect, test } from "vitest";

import { isSendable, lostMoney, orderWords } from "@/lib/statuses";

const order = (status: Order["status"], payment: Order["payment"]["status"], reason: Order["reason"] = null) => ({ status, reason, payment: { id: "pay_1", status: payment, next_action: null } });

test("an order whose payment is disputed does not look as if all were well", () => {
  expect(orderWords(order("confirmed", "captured"))).toEqual({ label: "Confirmed", tone: "good" });
  expect(orderWords(order("confirmed", "disputed"))).toEqual({ label: "Confirmed, disputed", tone: "bad" });
  expect(orderWords(order("fulfilled", "disputed")).tone).toBe("bad");
});

test("a cancelled order says why, and its voided payment is as it should be", () => {
  expect(orderWords(order("cancelled", "voided", "payment_declined"))).toEqual({ label: "Cancelled: payment declined", tone: "bad" });
});

test("parcels can leave, and somebody is asked where the money is gone", () => {
  expect([isSendable(order("confirmed", "disputed")), isSendable(order("fulfilled", "captured"))]).toEqual([true, false]);
  expect([lostMoney(order("confirmed", "disputed")), lostMoney(order("confirmed", "voided")), lostMoney(order("confirmed", "authorized"))]).toEqual(["disputed", "voided", null]);
});
