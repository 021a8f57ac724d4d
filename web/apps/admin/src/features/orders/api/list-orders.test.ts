import { expect, test } from "vitest";

import { asked, ORDER_TABLE } from "@/features/orders/api/list-orders";

const state = (filters: Record<string, string>, sort = "newest", after: string | null = null) => asked({ filters: { ...ORDER_TABLE.filters, ...filters }, sort, after });

test("an address that says nothing asks for the newest orders", () => {
  expect(state({})).toEqual({ limit: 50, sort: "newest" });
});

test("every filter is handed on", () => {
  expect(state({ q: " ada@ ", status: "confirmed", from: "2030-01-01", to: "2030-01-31", user: "usr_1" }, "oldest", "abc")).toEqual({
    limit: 50,
    sort: "oldest",
    q: "ada@",
    status: "confirmed",
    from: "2030-01-01",
    to: "2030-01-31",
    user_id: "usr_1",
    cursor: "abc",
  });
});

test("what somebody typed into the address and makes no sense is left out", () => {
  expect(state({ q: "a", status: "lost", from: "soon", to: "" }, "total")).toEqual({ limit: 50, sort: "newest" });
});
