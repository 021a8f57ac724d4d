import type { SessionState } from "@souk/api/session";
import { useCallback, useState, useSyncExternalStore } from "react";

import { shop } from "@/lib/shop";

export type Scope =
  | "products:write"
  | "stock:read"
  | "stock:write"
  | "orders:read"
  | "orders:write"
  | "payments:read"
  | "payments:write"
  | "users:read"
  | "users:write"
  | "reports:read"
  | "settings:write";

export type SignedInSession = Extract<SessionState, { status: "signed-in" }>;

export function useSession(): SessionState {
  return useSyncExternalStore(shop.session.subscribe, shop.session.state);
}

/** Who works here, also while their sign-in has run out and they are about to sign in again. */
export function useStaff(): SignedInSession | null {
  const session = useSession();
  const [last, setLast] = useState<SignedInSession | null>(null);
  if (session.status === "signed-in") {
    if (session !== last) setLast(session);
    return session;
  }
  const hasRunOut = session.status === "guest" && session.ended;
  return hasRunOut ? last : null;
}

/** Whether somebody may do a thing: what they may not do is not offered. */
export function useCan(): (scope: Scope) => boolean {
  const staff = useStaff();
  return useCallback((scope: Scope) => staff?.scopes.includes(scope) ?? false, [staff]);
}
