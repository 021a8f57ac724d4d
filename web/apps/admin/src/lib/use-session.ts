import type { SessionState } from "@souk/api/session";
import { useSyncExternalStore } from "react";

import { shop } from "@/lib/shop";

export function useSession(): SessionState {
  return useSyncExternalStore(shop.session.subscribe, shop.session.state);
}
