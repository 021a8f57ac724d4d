import { ApiError, readProblem } from "@souk/api/problem";
import { expect, test } from "vitest";

import { problemWords, traceToTell } from "@/lib/problem-words";

function refused(status: number, slug: string, members: Record<string, unknown> = {}) {
  return new ApiError(readProblem(new Response(null, { status }), { type: `/problems/${slug}`, title: "Refused", status, instance: "4dc8", ...members }));
}

test("what the shop answers in a fragment is said in a sentence", () => {
  expect(problemWords(refused(404, "not-found", { detail: "there is no such order" }))).toBe("There is no such order.");
  expect(problemWords(refused(409, "exceeds-captured", { detail: "Only 5 are left." }))).toBe("Only 5 are left.");
  expect(problemWords(refused(418, "teapot"))).toBe("Refused.");
});

test("a field is called by its name, not by where it stands in what was sent", () => {
  const errors = [
    { pointer: "/lines/0/quantity", detail: "must be above 0" },
    { pointer: "/tracking_number", detail: "is too long" },
  ];
  expect(problemWords(refused(422, "validation-failed", { errors }))).toBe("Quantity: must be above 0. Tracking number: is too long.");
});

test("a trace is given only when the shop itself broke", () => {
  expect(traceToTell(refused(500, "internal"))).toBe("4dc8");
  expect(traceToTell(refused(404, "not-found"))).toBeUndefined();
  expect(traceToTell(refused(503, "service-unavailable"))).toBeUndefined();
});
