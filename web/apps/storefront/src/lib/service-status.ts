/**
 * Which services of the shop are down, looked at only once something went wrong, and until all is well again.
 */
import { problemOf } from "@souk/api/problem";
import { useSyncExternalStore } from "react";

const LOOK_EVERY_MS = 5_000;

export type Service = "product" | "inventory" | "order" | "payment" | "user" | "notification";
/** `everything`: not even the edge answers. */
export type Down = readonly Service[] | "everything";

const NONE: Down = [];
let down: Down = NONE;
let isLooking = false;
const listeners = new Set<() => void>();

/** To be called with whatever a call to the shop failed with. */
export function noteFailure(error: unknown): void {
  const { slug } = problemOf(error);
  if ((slug === "service-unavailable" || slug === "unreachable") && !isLooking) void look();
}

async function look(): Promise<void> {
  isLooking = true;
  try {
    const response = await fetch("/healthz", { cache: "no-store" });
    become(read(await response.json()));
  } catch {
    become(navigator.onLine ? "everything" : NONE);
  }
  isLooking = down.length > 0;
  if (isLooking) setTimeout(() => void look(), LOOK_EVERY_MS);
}

function read(health: unknown): Down {
  const { services } = health as { services?: Record<string, { ready: number }> };
  return Object.entries(services ?? {})
    .filter(([, { ready }]) => ready === 0)
    .map(([name]) => name as Service);
}

function become(next: Down) {
  down = next;
  for (const listener of listeners) listener();
}

export function useServicesDown(): Down {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => down,
  );
}
