import type { SessionState } from "@souk/api/session";
import { useSyncExternalStore } from "react";

import { shop } from "@/lib/shop";

/** Who is signed in; `restoring` for the moment a reload takes to find out. */
export function useSession(): SessionState {
  return useSyncExternalStore(shop.session.subscribe, shop.session.state);
}
