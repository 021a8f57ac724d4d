import type { Order } from "@souk/api/types";
import { describe, expect, it } from "vitest";

import { refunded, STAGES, stagesDone, tell } from "./progress";

const order = (status: Order["status"], more: Partial<Order> = {}) => ({ status, reason: null, payment: {}, email: "mira@example.com", ...more }) as Order;

describe("what is told", () => {
  it.each([
    [order("placed"), "busy"],
    [order("awaiting_payment"), "busy"],
    [order("awaiting_payment", { payment: { next_action: { type: "redirect", url: "http://bank" } } as Order["payment"] }), "action"],
    [order("confirmed"), "good"],
    [order("partially_fulfilled"), "good"],
    [order("fulfilled"), "good"],
    [order("completed"), "good"],
    [order("cancelled", { reason: "payment_declined" }), "bad"],
    [order("cancelled"), "bad"],
  ])("%o", (given, tone) => {
    const told = tell(given, 0);
    expect(told.tone).toBe(tone);
    expect(told.title).not.toBe("");
  });

  it("owns up to taking long", () => {
    for (const status of ["placed", "awaiting_payment"] as const) {
      const texts = [1, 20, 90].map((age) => tell(order(status), age).text);
      expect(new Set(texts).size).toBe(3);
    }
  });
});

it.each([
  ["captured", "What was paid goes back the way it came."],
  ["refunded", "What was paid goes back the way it came."],
  ["authorized", "Nothing was charged. What your bank had put aside for it is free again."],
  ["voided", "Nothing was charged. What your bank had put aside for it is free again."],
  ["pending", "If anything was charged, it goes back the way it came."],
] as const)("says of the money of a cancelled order, %s, that %s", (status, text) => {
  for (const reason of ["customer", "staff"] as const) {
    expect(tell(order("cancelled", { reason, payment: { status } as Order["payment"] }), 0).text).toBe(text);
  }
});

it("tells a refund in part from one in full", () => {
  const words = (status: Order["payment"]["status"]) => refunded(order("confirmed", { payment: { status } as Order["payment"] }))?.amount;
  expect([words("captured"), words("partially_refunded"), words("refunded")]).toEqual([undefined, "in part", "in full"]);
});

it("counts the stages that are behind", () => {
  const done = (["placed", "awaiting_payment", "confirmed", "partially_fulfilled", "fulfilled", "completed", "cancelled"] as const).map(stagesDone);
  expect(done).toEqual([0, 1, 3, 3, 4, STAGES.length, -1]);
});
