import type { Fact, Hearing, Saga } from "@/features/operations/types";

/** Who speaks and listens, from left to right: the order in the middle, as it tells the story. */
const LANES = ["inventory", "order", "payment", "notification", "product"] as const;

export const LANE_WIDTH = 168;
export const ROW_HEIGHT = 58;
export const HEAD_HEIGHT = 46;
const MARGIN = 92;

export interface Lane {
  service: string;
  x: number;
}

export interface Arrow {
  hearing: Hearing;
  fromX: number;
  toX: number;
  y: number;
}

export type Row =
  | { kind: "fact"; id: string; at: string; y: number; x: number; fact: Fact; arrows: Arrow[]; /** Row of the event that it answers. */ causeY: number | null; causeX: number | null }
  | { kind: "step"; id: string; at: string; y: number; x: number; what: string; by: string };

export interface Picture {
  width: number;
  height: number;
  lanes: Lane[];
  rows: Row[];
}

/**
 * Where everything of a saga stands: lanes for services, time downwards, a row for each event and for each step on
 * record. Rows are evenly high: what took a millisecond and what took a day can both be read.
 */
export function layout(saga: Pick<Saga, "facts" | "steps">): Picture {
  const involved = new Set<string>(["order"]);
  for (const fact of saga.facts) {
    involved.add(fact.source);
    for (const { service } of fact.hearings) involved.add(service);
  }
  for (const { service } of saga.steps) involved.add(service);
  const lanes = LANES.filter((each) => involved.has(each)).map((service, n) => ({ service, x: MARGIN + n * LANE_WIDTH }));
  const xOf = (service: string) => lanes.find((lane) => lane.service === service)?.x ?? MARGIN;
  const things = [
    ...saga.facts.map((fact) => ({ at: fact.at, fact })),
    ...saga.steps.map((step) => ({ at: step.at, step })),
  ].map((thing, n) => ({ ...thing, n }));
  // A step is put on record before it is told of: of the same moment it comes first.
  things.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || Number("fact" in a) - Number("fact" in b) || a.n - b.n);
  const placed = new Map<string, { x: number; y: number }>();
  const rows = things.map<Row>((thing, n) => {
    const y = HEAD_HEIGHT + ROW_HEIGHT * (n + 0.6);
    if (!("fact" in thing)) {
      const { service, what, by } = thing.step;
      return { kind: "step", id: `step-${thing.n}`, at: thing.at, y, x: xOf(service), what, by };
    }
    const { fact } = thing;
    const x = xOf(fact.source);
    const cause = fact.cause === null ? undefined : placed.get(fact.cause);
    placed.set(fact.id, { x, y });
    return {
      kind: "fact",
      id: fact.id,
      at: fact.at,
      y,
      x,
      fact,
      arrows: fact.hearings.map((hearing) => ({ hearing, fromX: x, toX: xOf(hearing.service), y })),
      causeY: cause?.y ?? null,
      causeX: cause?.x ?? null,
    };
  });
  return {
    width: MARGIN * 2 + LANE_WIDTH * Math.max(0, lanes.length - 1),
    height: HEAD_HEIGHT + ROW_HEIGHT * (rows.length + 0.6),
    lanes,
    rows,
  };
}

/** `order.placed.v1` as a person says it. */
export function eventName(type: string): string {
  return type.replace(/\.v\d+$/, "");
}

/** Milliseconds between an event and its hearing; null while it was not heard. */
export function tookMs(fact: Fact, hearing: Hearing): number | null {
  return hearing.fate === "heard" && hearing.at !== null ? Math.max(0, Date.parse(hearing.at) - Date.parse(fact.at)) : null;
}
