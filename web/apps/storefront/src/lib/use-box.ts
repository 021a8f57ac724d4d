import { useSyncExternalStore } from "react";

import type { Box } from "@/lib/storage";

/** What lies in a box, followed as it changes. */
export function useBox<T>(box: Box<T>): T | null {
  return useSyncExternalStore(box.subscribe, box.read);
}
