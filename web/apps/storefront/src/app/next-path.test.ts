import { expect, it } from "vitest";

import { nextPath } from "./next-path";

it.each([
  ["/checkout", "/checkout"],
  ["/orders/ord_1?x=1", "/orders/ord_1?x=1"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
])("%s leads to %s", (next, path) => {
  expect(nextPath(new URLSearchParams({ next }))).toBe(path);
});
