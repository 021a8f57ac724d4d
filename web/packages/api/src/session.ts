/**
 * Who is signed in, for one application in one tab.
 *
 * The access token lives in memory only. The refresh token lies in localStorage so that a person stays signed in over
 * a reload; it works once, so every renewal happens under a lock that all tabs share: using it twice would revoke the
 * whole family of sessions.
 */
import { ApiError } from "./problem";
import type { SignedIn, User } from "./types";

export type SessionState =
  | { status: "restoring" }
  /** `ended`: the server has put an end to the sign-in; `was` is who it was. */
  | { status: "guest"; ended: boolean; was: User | null }
  /** `scopes` are what the token says: good for deciding what to show. What is allowed is for the services to say. */
  | { status: "signed-in"; user: User; scopes: readonly string[] };

/** Renewed this long before it runs out, so that a request on its way is not refused. */
const RENEW_BEFORE_MS = 30_000;

export interface Session {
  state: () => SessionState;
  subscribe: (listener: () => void) => () => void;
  /** Takes over the tokens of a sign-in or sign-up. */
  start: (signedIn: SignedIn) => void;
  /** Who is signed in has changed their particulars. */
  update: (user: User) => void;
  /** Forgets all tokens here; the caller has told the server. */
  end: () => void;
  /** A token for the next request, renewed first when it is about to run out; null for a guest. */
  accessToken: () => Promise<string | null>;
  /** A token after `refused` was answered with 401; null when the session is over. One renewal for all who ask. */
  renew: (refused: string) => Promise<string | null>;
  /** Signs in again from the stored refresh token, if there is one. */
  restore: () => Promise<void>;
}

/**
 * @param storageKey where the refresh token lies; also the name of the lock between tabs
 * @param refresh calls `POST /v1/auth/refresh`; throws an ApiError
 */
export function createSession(storageKey: string, refresh: (refreshToken: string) => Promise<SignedIn>): Session {
  const stored = () => localStorage.getItem(storageKey);
  let access: { token: string; expiresAt: number } | null = null;
  let state: SessionState = stored() ? { status: "restoring" } : { status: "guest", ended: false, was: null };
  let renewal: Promise<string | null> | null = null;
  const listeners = new Set<() => void>();

  function become(next: SessionState) {
    state = next;
    for (const listener of listeners) listener();
  }

  function start(signedIn: SignedIn) {
    localStorage.setItem(storageKey, signedIn.refresh_token);
    access = { token: signedIn.access_token, expiresAt: Date.now() + signedIn.expires_in * 1000 };
    become({ status: "signed-in", user: signedIn.user, scopes: scopesOf(signedIn.access_token) });
  }

  function end(byServer = false) {
    localStorage.removeItem(storageKey);
    access = null;
    const was = state.status === "signed-in" ? state.user : state.status === "guest" ? state.was : null;
    become({ status: "guest", ended: byServer, was: byServer ? was : null });
  }

  async function exchange(): Promise<string | null> {
    // Read inside the lock: another tab may have renewed, or signed out, while this one waited.
    const token = stored();
    if (token === null) {
      if (state.status !== "guest") end();
      return null;
    }
    try {
      const signedIn = await refresh(token);
      start(signedIn);
      return signedIn.access_token;
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 401) {
        end(true);
        return null;
      }
      throw error;
    }
  }

  function renewOnce(): Promise<string | null> {
    renewal ??= locked(storageKey, exchange).finally(() => (renewal = null));
    return renewal;
  }

  // A sign-out in another tab counts here too.
  window.addEventListener("storage", (event) => {
    if (event.key === storageKey && event.newValue === null && state.status !== "guest") end();
  });

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    update(user) {
      if (state.status === "signed-in") become({ ...state, user });
    },
    end: () => end(),
    async accessToken() {
      if (access && access.expiresAt - Date.now() > RENEW_BEFORE_MS) return access.token;
      return stored() === null ? null : renewOnce();
    },
    async renew(refused) {
      if (access && access.token !== refused) return access.token;
      return renewOnce();
    },
    async restore() {
      if (state.status !== "restoring") return;
      try {
        await renewOnce();
      } catch {
        // The shop is out of reach: the token is kept, and the next request that needs it tries again.
        become({ status: "guest", ended: false, was: null });
      }
    },
  };
}

/** Runs `work` while no other tab does; where the browser has no locks (plain HTTP), only within this tab. */
async function locked<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks ? await locks.request(name, work) : work();
}

/** Read off the token's middle part, unchecked; none when it is no such token. */
function scopesOf(token: string): string[] {
  try {
    const claims: unknown = JSON.parse(atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")));
    const scopes = typeof claims === "object" && claims !== null && "scopes" in claims ? claims.scopes : [];
    return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === "string") : [];
  } catch {
    return [];
  }
}
