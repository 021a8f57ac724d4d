import type { SessionState } from "@souk/api/session";
import type { User } from "@souk/api/types";
import { useSyncExternalStore } from "react";

import { shop } from "@/lib/shop";

/** Who is signed in; `restoring` for the moment a reload takes to find out. */
export function useSession(): SessionState {
  return useSyncExternalStore(shop.session.subscribe, shop.session.state);
}

/** Whose pages are shown: who is signed in, or was until the sign-in ran out and is asked to come back. */
export function customerOf(state: SessionState): User | null {
  if (state.status === "signed-in") return state.user;
  return state.status === "guest" && state.ended ? state.was : null;
}
