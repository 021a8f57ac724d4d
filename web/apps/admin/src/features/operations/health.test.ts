import { expect, test } from "vitest";

import { healthOf, lagOf, troubles, waitingFor } from "@/features/operations/health";
import type { Overview, Service } from "@/features/operations/types";

const NOW = Date.parse("2030-01-01T00:01:00Z");
const well: Service = { name: "order", ready: 1, total: 1, unsent: 0, oldest_unsent_at: null, put_off: 0, dead_letters: 0, listening: [] };
const listening = (waiting: number | null, oldest_waiting_at: string | null = null) => ({ consumer: "order__x", event: "x", waiting, oldest_waiting_at, put_off: 0, dead_letters: 0 });

test("the worst is said first", () => {
  const word = (change: Partial<Service>) => healthOf({ ...well, ...change }, NOW).word;
  expect(word({})).toBe("Well");
  expect(word({ ready: null, total: null })).toBe("Not known");
  expect(word({ oldest_unsent_at: "2030-01-01T00:00:00Z" })).toBe("Behind");
  expect(word({ ready: 1, total: 2, oldest_unsent_at: "2030-01-01T00:00:00Z" })).toBe("Short of replicas");
  expect(word({ ready: 1, total: 2, dead_letters: 1 })).toBe("Gave up");
  expect(word({ ready: 0, total: 2, dead_letters: 1 })).toBe("Down");
});

test("the lag is that of the oldest thing, sent or heard", () => {
  expect(lagOf(well, NOW)).toBe(0);
  expect(lagOf({ ...well, oldest_unsent_at: "2030-01-01T00:00:58Z", listening: [listening(1, "2030-01-01T00:00:50Z"), listening(0)] }, NOW)).toBe(10_000);
});

test("what waits is not known when the broker says nothing", () => {
  expect(waitingFor(well)).toBe(0);
  expect(waitingFor({ ...well, listening: [listening(2), listening(null), listening(3)] })).toBe(5);
  expect(waitingFor({ ...well, listening: [listening(null)] })).toBeNull();
});

test("what somebody should look at leads to where that is done", () => {
  const calm: Overview = { at: "", broker: true, services: [well], processes: null, stuck: 0, violations: 0 };
  expect(troubles(calm, NOW)).toEqual([]);
  const bad = troubles({ ...calm, broker: false, stuck: 1, violations: 2, services: [{ ...well, ready: 0, dead_letters: 1 }] }, NOW);
  expect(bad.map(({ path }) => path)).toEqual(["/operations", "/operations", "/operations/dead-letters", "/operations/stuck-orders", "/operations/books"]);
  expect(bad[2]?.what).toBe("1 dead letter waits for a decision");
});
