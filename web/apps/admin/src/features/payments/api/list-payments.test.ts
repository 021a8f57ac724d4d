import { expect, test } from "vitest";

import { asked } from "@/features/payments/api/list-payments";

test("a status, or what needs attention, or one payment by either of its ids", () => {
  const ask = (show: string, q = "", after: string | null = null) => asked({ filters: { show, q }, after });
  expect(ask("")).toEqual({ limit: 50 });
  expect(ask("attention")).toEqual({ limit: 50, attention: true });
  expect(ask("unknown", "", "c")).toEqual({ limit: 50, status: ["unknown"], cursor: "c" });
  expect(ask("", "pay_1")).toEqual({ limit: 50, order_id: "ord_1" });
  expect(ask("", " ord_1 ")).toEqual({ limit: 50, order_id: "ord_1" });
  expect(ask("lost", "somebody")).toEqual({ limit: 50 });
});
