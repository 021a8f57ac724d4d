/** Where a checkout stands, as a pure state machine: what may happen is in the table, everything else is ignored. */
import type { Problem } from "@souk/api/problem";
import type { Order } from "@souk/api/types";

import type { Attempt } from "@/features/checkout/attempt";

export type Checkout =
  /** The form is open; `refusal` says why the last attempt was turned down. */
  | { at: "editing"; refusal: Problem | null }
  /** The attempt is on its way to the shop for the nth time. */
  | { at: "sending"; attempt: Attempt; tries: number }
  /** No answer, or "not now": the same attempt goes out again at `resumeAt`. */
  | { at: "waiting"; attempt: Attempt; tries: number; problem: Problem; resumeAt: number }
  /** Unsettled, and the page does not go on by itself. */
  | { at: "unsettled"; attempt: Attempt; problem: Problem | null }
  | { at: "placed"; order: Order };

export type Happening =
  | { type: "submitted"; attempt: Attempt }
  | { type: "found"; attempt: Attempt; ask: boolean }
  | { type: "answered"; order: Order }
  | { type: "failed"; problem: Problem; now: number }
  | { type: "resumed" }
  | { type: "edited" };

/** How often an attempt goes out before the person is asked. */
const TRIES_MAX = 5;
const WAIT_MS = [1_000, 2_000, 4_000, 8_000];

type Steps = { [S in Checkout["at"]]: { [H in Happening["type"]]?: (state: Extract<Checkout, { at: S }>, happening: Extract<Happening, { type: H }>) => Checkout } };

const STEPS: Steps = {
  editing: {
    submitted: (_, { attempt }) => ({ at: "sending", attempt, tries: 1 }),
    found: (_, { attempt, ask }) => (ask ? { at: "unsettled", attempt, problem: null } : { at: "sending", attempt, tries: 1 }),
    edited: () => ({ at: "editing", refusal: null }),
  },
  sending: {
    answered: (_, { order }) => ({ at: "placed", order }),
    failed: (state, { problem, now }) => {
      if (isSettled(problem)) return { at: "editing", refusal: problem };
      const { attempt, tries } = state;
      if (tries >= TRIES_MAX) return { at: "unsettled", attempt, problem };
      return { at: "waiting", attempt, tries, problem, resumeAt: now + waitMs(problem, tries) };
    },
  },
  waiting: {
    resumed: ({ attempt, tries }) => ({ at: "sending", attempt, tries: tries + 1 }),
  },
  unsettled: {
    resumed: ({ attempt }) => ({ at: "sending", attempt, tries: 1 }),
  },
  placed: {},
};

export const START: Checkout = { at: "editing", refusal: null };

export function step(state: Checkout, happening: Happening): Checkout {
  const move = STEPS[state.at][happening.type] as ((state: Checkout, happening: Happening) => Checkout) | undefined;
  return move ? move(state, happening) : state;
}

/** True where the shop has surely not made an order and will not make one of this attempt. */
export function isSettled(problem: Problem): boolean {
  return problem.status >= 400 && problem.status < 500 && problem.status !== 408 && problem.status !== 429;
}

function waitMs(problem: Problem, tries: number): number {
  const growing = WAIT_MS[Math.min(tries, WAIT_MS.length) - 1] ?? 0;
  return "retryAfterS" in problem ? Math.max(problem.retryAfterS * 1000, growing) : growing;
}
