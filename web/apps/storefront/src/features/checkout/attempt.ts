/**
 * One press of "Place order", remembered until the shop has settled it.
 *
 * The key is made once for an attempt and goes along with every repetition of exactly the same body, so that a double
 * press, a reload, a lost connection or a second tab never make two orders of one. A refusal settles an attempt (the
 * shop frees the key then); no answer does not.
 */
import type { PlaceOrderBody } from "@souk/api/types";

import { randomKey } from "@/lib/random-key";
import { box } from "@/lib/storage";

export interface Attempt {
  key: string;
  body: PlaceOrderBody;
  startedAt: number;
}

/** Past this nobody expects the page to go on by itself; it asks. */
const RESUME_WITHIN_MS = 10 * 60_000;
/** The shop forgets keys after 24 h; the cart still guards against a second order. */
const FORGET_AFTER_MS = 23 * 60 * 60_000;

export const pendingAttempt = box<Attempt>("souk.checkout-attempt", (value) => {
  const attempt = value as Partial<Attempt> | null;
  return attempt?.key && attempt.body && typeof attempt.startedAt === "number" ? (attempt as Attempt) : null;
});

export function newAttempt(body: PlaceOrderBody, now: number): Attempt {
  return { key: randomKey(), body, startedAt: now };
}

/** What an attempt found on opening the page asks for. */
export function whatToDo(attempt: Attempt | null, now: number): "nothing" | "resume" | "ask" | "forget" {
  if (attempt === null) return "nothing";
  const age = now - attempt.startedAt;
  if (age > FORGET_AFTER_MS) return "forget";
  return age > RESUME_WITHIN_MS ? "ask" : "resume";
}
