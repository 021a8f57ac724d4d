import { useEffect, useRef } from "react";

import { advance, isTyping, nameOf, SEQUENCE_MS, type Shortcuts } from "@/lib/keys";

/** Listens for as long as the component is there. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    let before = "";
    let at = 0;
    const press = (event: KeyboardEvent) => {
      const name = nameOf(event);
      if (name === null || event.defaultPrevented || event.repeat) return;
      if (isTyping(event.target) && !name.startsWith("mod+")) return;
      const { hit, rest } = advance(event.timeStamp - at < SEQUENCE_MS ? before : "", name, Object.keys(current.current));
      before = rest;
      at = event.timeStamp;
      if (hit === null) return;
      event.preventDefault();
      current.current[hit]?.();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
