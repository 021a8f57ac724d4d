import { expect, test } from "vitest";

import { eventName, layout, tookMs } from "@/features/operations/saga-layout";
import type { Fact, Saga } from "@/features/operations/types";

const fact = (id: string, source: string, at: string, cause: string | null = null, heard: string[] = []): Fact => ({
  id,
  type: `${source}.told.v1`,
  source,
  at,
  cause,
  is_sent: true,
  trace_id: null,
  resends: 0,
  data: null,
  hearings: heard.map((service) => ({ service, consumer: `${service}__x`, fate: "heard", at, reason: null })),
});

const saga: Pick<Saga, "facts" | "steps"> = {
  steps: [
    { service: "order", at: "2030-01-01T00:00:00Z", what: "placed", by: "customer" },
    { service: "order", at: "2030-01-01T00:00:02Z", what: "awaiting_payment", by: "inventory" },
  ],
  facts: [
    fact("evt_2", "inventory", "2030-01-01T00:00:01Z", "evt_1", ["order"]),
    fact("evt_1", "order", "2030-01-01T00:00:00Z", null, ["inventory"]),
  ],
};

test("only who has a part in it has a lane, and the order always has", () => {
  expect(layout(saga).lanes.map(({ service }) => service)).toEqual(["inventory", "order"]);
  expect(layout({ steps: [], facts: [] }).lanes.map(({ service }) => service)).toEqual(["order"]);
});

test("time goes downwards, and of the same moment what is on record comes before what is told of it", () => {
  const { rows, height } = layout(saga);
  expect(rows.map(({ id }) => id.slice(0, 4))).toEqual(["step", "evt_", "evt_", "step"]);
  const ys = rows.map(({ y }) => y);
  expect([...ys].sort((a, b) => a - b)).toEqual(ys);
  expect(Math.max(...ys)).toBeLessThan(height);
});

test("arrows lead from who told to who heard, and answers back to what they answer", () => {
  const { rows, lanes } = layout(saga);
  const [inventory, order] = lanes.map(({ x }) => x);
  const [, asked, answered] = rows;
  if (asked?.kind !== "fact" || answered?.kind !== "fact") throw new Error("two events are in the middle");
  expect(asked.arrows.map(({ fromX, toX }) => [fromX, toX])).toEqual([[order, inventory]]);
  expect(answered.arrows.map(({ fromX, toX }) => [fromX, toX])).toEqual([[inventory, order]]);
  expect([answered.causeX, answered.causeY]).toEqual([asked.x, asked.y]);
  expect(asked.causeY).toBeNull();
});

test("what was not heard took no time", () => {
  const [one] = saga.facts;
  if (!one?.hearings[0]) throw new Error("it was heard");
  expect(tookMs(one, one.hearings[0])).toBe(0);
  expect(tookMs(one, { ...one.hearings[0], at: "2030-01-01T00:00:01.250Z" })).toBe(250);
  expect(tookMs(one, { ...one.hearings[0], fate: "waiting", at: null })).toBeNull();
  expect(eventName("order.placed.v12")).toBe("order.placed");
});
