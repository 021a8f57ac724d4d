import { expect, test } from "vitest";

import { orderOf } from "@/features/operations/order-of";

test("the order is what the event says, or what it is about", () => {
  expect(orderOf({ order_id: "ord_1" }, "pay_2")).toBe("ord_1");
  expect(orderOf({}, "pay_2")).toBe("ord_2");
  expect(orderOf(null, "ord_3")).toBe("ord_3");
  expect(orderOf({ order_id: 7 }, null)).toBeNull();
  expect(orderOf("raw", "usr_1")).toBeNull();
});
