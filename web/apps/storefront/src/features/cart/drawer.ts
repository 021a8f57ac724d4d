/** Whether the cart is open at the side of the page. */
import { useSyncExternalStore } from "react";

let isOpen = false;
const listeners = new Set<() => void>();

function turn(open: boolean) {
  isOpen = open;
  for (const listener of listeners) listener();
}

export const openDrawer = () => turn(true);
export const closeDrawer = () => turn(false);

export function useDrawer(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isOpen,
  );
}
