import { describe, expect, it } from "vitest";

import { begins, points, spanOf } from "@/features/dashboard/spans";

const money = (amount: number) => ({ amount, currency: "EUR" });
const row = (begin: string, orders: number) => ({ begin, orders, units: orders, subtotal: money(0), discount: money(0), shipping: money(0), tax: money(0), total: money(orders * 100) });

describe("spans", () => {
  it("end today, by UTC's day", () => expect(spanOf(7, new Date("2026-03-01T00:30:00Z"))).toEqual({ days: 7, from: "2026-02-23", to: "2026-03-01" }));

  it.each([
    ["day", "2026-02-27", "2026-03-02", ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]],
    ["week", "2026-02-26", "2026-03-09", ["2026-02-23", "2026-03-02", "2026-03-09"]],
    ["month", "2025-12-31", "2026-02-01", ["2025-12-01", "2026-01-01", "2026-02-01"]],
  ])("a %s begins where the report says", (interval, from, to, days) => expect(begins(from, to, interval)).toEqual(days));

  it("days on which nothing was sold are there, with nothing", () => {
    const report = { begin: "2026-03-01", end: "2026-03-03", interval: "day", items: [row("2026-03-02", 4)] };
    expect(points(report, ({ orders }) => orders).map(({ value }) => value)).toEqual([0, 4, 0]);
  });
});
