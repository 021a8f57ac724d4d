import type { Problem } from "@souk/api/problem";
import type { Order, PlaceOrderBody } from "@souk/api/types";
import { describe, expect, it } from "vitest";

import { newAttempt } from "./attempt";
import { isSettled, START, step, type Checkout, type Happening } from "./machine";

const attempt = newAttempt({ cart_id: "crt_1" } as PlaceOrderBody, 1_000);
const order = { id: "ord_1" } as Order;
const told = { title: "", detail: "" };
const unreachable: Problem = { ...told, slug: "unreachable", status: 0 };
const busy: Problem = { ...told, slug: "service-unavailable", status: 503, retryAfterS: 7 };
const changed: Problem = { ...told, slug: "price-changed", status: 409, total: { amount: 1, currency: "EUR" } };

const states: Record<Checkout["at"], Checkout> = {
  editing: START,
  sending: { at: "sending", attempt, tries: 1 },
  waiting: { at: "waiting", attempt, tries: 1, problem: unreachable, resumeAt: 2_000 },
  unsettled: { at: "unsettled", attempt, problem: unreachable },
  placed: { at: "placed", order },
};
const happenings: Record<Happening["type"], Happening> = {
  submitted: { type: "submitted", attempt },
  found: { type: "found", attempt, ask: false },
  answered: { type: "answered", order },
  failed: { type: "failed", problem: changed, now: 1_000 },
  resumed: { type: "resumed" },
  edited: { type: "edited" },
};
const allowed: Partial<Record<Checkout["at"], Partial<Record<Happening["type"], Checkout["at"]>>>> = {
  editing: { submitted: "sending", found: "sending", edited: "editing" },
  sending: { answered: "placed", failed: "editing" },
  waiting: { resumed: "sending" },
  unsettled: { resumed: "sending" },
};

describe("every step that is allowed happens, every other changes nothing", () => {
  for (const [at, state] of Object.entries(states)) {
    for (const [type, happening] of Object.entries(happenings)) {
      const to = allowed[at as Checkout["at"]]?.[type as Happening["type"]];
      it(`${at} + ${type} → ${to ?? "ignored"}`, () => {
        const next = step(state, happening);
        if (to) expect(next.at).toBe(to);
        else expect(next).toBe(state);
      });
    }
  }
});

describe("while the shop gives no answer", () => {
  it("the same attempt goes out again after a growing while, then the person is asked", () => {
    let state = step(START, { type: "submitted", attempt });
    const waits: number[] = [];
    while (state.at === "sending") {
      state = step(state, { type: "failed", problem: unreachable, now: 0 });
      if (state.at !== "waiting") break;
      waits.push(state.resumeAt);
      state = step(state, { type: "resumed" });
      expect(state).toMatchObject({ attempt: { key: attempt.key } });
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(state).toEqual({ at: "unsettled", attempt, problem: unreachable });
  });

  it("waits as long as the shop asked", () => {
    const state = step(states.sending, { type: "failed", problem: busy, now: 100 });
    expect(state).toMatchObject({ at: "waiting", resumeAt: 7_100 });
  });
});

it("an old attempt found on opening the page is asked about first", () => {
  expect(step(START, { type: "found", attempt, ask: true })).toEqual({ at: "unsettled", attempt, problem: null });
});

it("only a refusal settles an attempt", () => {
  const settled = [0, 400, 401, 404, 408, 409, 422, 429, 500, 503].filter((status) => isSettled({ ...told, slug: "other", type: "", status }));
  expect(settled).toEqual([400, 401, 404, 409, 422]);
});
