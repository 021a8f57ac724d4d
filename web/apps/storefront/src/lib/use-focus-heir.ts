import { useEffect, useRef, type RefObject } from "react";

/**
 * What has the keyboard next, once a change of `state` has taken away the control that had it. Browsers begin at the top
 * of the page otherwise, and whoever does not see the page does not hear what came of the press.
 */
export function useFocusHeir<E extends HTMLElement>(state: unknown): RefObject<E | null> {
  const heir = useRef<E>(null);
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    if (document.activeElement === null || document.activeElement === document.body) heir.current?.focus();
  }, [state]);
  return heir;
}
