import { problemOf } from "@souk/api/problem";
import type { Order, PlaceOrderBody } from "@souk/api/types";
import { useEffect, useReducer, useRef } from "react";

import { placeOrder } from "@/features/checkout/api/place-order";
import { newAttempt, pendingAttempt, whatToDo } from "@/features/checkout/attempt";
import { START, step, type Checkout } from "@/features/checkout/machine";
import { useLatest } from "@/lib/use-latest";

interface PlacingOrder {
  checkout: Checkout;
  submit: (body: PlaceOrderBody) => void;
  /** Sends an unsettled attempt again. */
  resume: () => void;
  /** The person changes something: an old refusal is no longer worth showing. */
  edited: () => void;
}

/**
 * Drives the state machine: sends attempts, waits, remembers what is unsettled and finds it again after a reload.
 *
 * @param onPlaced called once, when the shop has made the order
 */
export function usePlaceOrder(onPlaced: (order: Order) => void): PlacingOrder {
  const [checkout, happen] = useReducer(step, START);
  const placed = useLatest(onPlaced);
  const sent = useRef<Checkout | null>(null);

  useEffect(() => {
    const attempt = pendingAttempt.read();
    const todo = whatToDo(attempt, Date.now());
    if (todo === "forget") pendingAttempt.clear();
    else if (attempt && todo !== "nothing") happen({ type: "found", attempt, ask: todo === "ask" });
  }, []);

  useEffect(() => {
    if (checkout.at === "waiting") {
      const timer = setTimeout(() => happen({ type: "resumed" }), Math.max(checkout.resumeAt - Date.now(), 0));
      return () => clearTimeout(timer);
    }
    // One request for one state, however often React runs this effect.
    if (checkout.at === "sending" && sent.current !== checkout) {
      sent.current = checkout;
      placeOrder(checkout.attempt).then(
        (order) => happen({ type: "answered", order }),
        (error: unknown) => happen({ type: "failed", problem: problemOf(error), now: Date.now() }),
      );
    }
    if (checkout.at === "placed" && sent.current !== checkout) {
      sent.current = checkout;
      pendingAttempt.clear();
      placed.current(checkout.order);
    }
    if (checkout.at === "editing" && checkout.refusal !== null) pendingAttempt.clear();
    return undefined;
  }, [checkout, placed]);

  return {
    checkout,
    submit(body) {
      if (checkout.at !== "editing") return;
      // Another tab may have left one a moment ago: that one is settled first, with its own key.
      const attempt = pendingAttempt.read() ?? newAttempt(body, Date.now());
      pendingAttempt.write(attempt);
      happen({ type: "submitted", attempt });
    },
    resume: () => happen({ type: "resumed" }),
    edited: () => happen({ type: "edited" }),
  };
}
