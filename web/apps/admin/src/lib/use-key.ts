import { isPassing, problemOf } from "@souk/api/problem";
import { useRef } from "react";

import { randomKey } from "@/lib/random-key";

interface KeyHolder {
  /** The key for sending `body`: the same one as long as this body has not been answered. */
  keyFor: (body: unknown) => string;
  /** Hand it what came back: an answer, or an error. */
  settle: (error?: unknown) => void;
}

/** One Idempotency-Key for each intent: a press that got no answer and is repeated as it was has one effect. */
export function useKey(): KeyHolder {
  const held = useRef<{ key: string; body: string } | null>(null);
  return {
    keyFor(body) {
      const text = JSON.stringify(body);
      if (held.current?.body !== text) held.current = { key: randomKey(), body: text };
      return held.current.key;
    },
    settle(error) {
      if (error === undefined || !isPassing(problemOf(error))) held.current = null;
    },
  };
}
