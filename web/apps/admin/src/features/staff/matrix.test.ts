import { expect, test } from "vitest";

import { matrix, mayGive, scopesOf } from "@/features/staff/matrix";

const ROLES = [
  { role: "customer", scopes: [] },
  { role: "warehouse", scopes: ["stock:write", "orders:read"] },
  { role: "finance", scopes: ["orders:read", "reports:read"] },
];

test("the matrix has a row for each scope", () => {
  expect(matrix(ROLES)).toEqual([
    { scope: "orders:read", has: [false, true, true] },
    { scope: "reports:read", has: [false, false, true] },
    { scope: "stock:write", has: [false, true, false] },
  ]);
});

test("roles add up", () => {
  expect(scopesOf(["warehouse", "finance"], ROLES)).toEqual(["orders:read", "reports:read", "stock:write"]);
  expect(scopesOf(["customer", "unheard of"], ROLES)).toEqual([]);
});

test("nobody gives rights that they do not have", () => {
  expect(ROLES.map((role) => mayGive(["orders:read", "reports:read"], role))).toEqual([true, false, true]);
});
