import { expect, test } from "vitest";

import { dropFault } from "@/features/operations/dropping";

test("dropping needs a reason and the service's name, typed", () => {
  expect(dropFault("", "", "order")).toEqual({ reason: "Why, in a few words.", typed: "That is not order." });
  expect(dropFault("  x ", "order", "order")).toHaveProperty("reason");
  expect(dropFault("a test of ours", "Order", "order")).toEqual({ typed: "That is not order." });
  expect(dropFault("a test of ours", " order ", "order")).toBeNull();
});
