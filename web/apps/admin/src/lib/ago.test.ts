import { expect, test } from "vitest";

import { duration, since } from "@/lib/ago";

test("a duration is told in the largest unit that says something", () => {
  expect([0, 40, 420, 1_500, 35_400, 61_000, 7_300_000, 200_000_000].map(duration)).toEqual(["0 s", "0.04 s", "0.42 s", "1.5 s", "35 s", "1 min", "2 h", "2 d"]);
});

test("what lies ahead is not told as past", () => {
  expect(since("2030-01-01T00:00:10Z", Date.parse("2030-01-01T00:00:00Z"))).toBe("0 s");
});
