import { useCallback, useSyncExternalStore } from "react";

/** Tells this tab what other tabs hear from the browser by themselves. */
const CHANGED = "souk-stored";

/**
 * A value that this browser keeps, alike in all tabs and in every component that asks for it.
 * What cannot be read (another version wrote it, somebody edited it) counts as absent.
 *
 * @param read makes a value of what was stored; throws or answers null when it is none
 */
export function useStored<T>(key: string, read: (value: unknown) => T | null, otherwise: T): [T, (value: T | null) => void] {
  const subscribe = useCallback(
    (listener: () => void) => {
      const hear = (event: Event) => {
        const changed = event instanceof StorageEvent ? event.key : (event as CustomEvent<string>).detail;
        if (changed === key || changed === null) listener();
      };
      window.addEventListener("storage", hear);
      window.addEventListener(CHANGED, hear);
      return () => {
        window.removeEventListener("storage", hear);
        window.removeEventListener(CHANGED, hear);
      };
    },
    [key],
  );
  const text = useSyncExternalStore(subscribe, () => load(key));
  const keep = useCallback(
    (value: T | null) => {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // A full or forbidden store: it lasts as long as the page shows it, which is not at all. Nothing is lost but comfort.
      }
      window.dispatchEvent(new CustomEvent(CHANGED, { detail: key }));
    },
    [key],
  );
  return [parse(text, read) ?? otherwise, keep];
}

function load(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function parse<T>(text: string | null, read: (value: unknown) => T | null): T | null {
  if (text === null) return null;
  try {
    return read(JSON.parse(text));
  } catch {
    return null;
  }
}
