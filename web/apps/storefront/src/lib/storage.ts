/** JSON in a browser store. A store that is full, forbidden or holds nonsense is the same as an empty one. */
export interface Box<T> {
  read: () => T | null;
  write: (value: T) => void;
  clear: () => void;
  /** Calls back when this tab or another one changed the box. */
  subscribe: (listener: () => void) => () => void;
}

/** @param parse returns null for what an older or foreign page left there */
export function box<T>(key: string, parse: (value: unknown) => T | null, store: () => Storage = () => localStorage): Box<T> {
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  let cached: { raw: string | null; value: T | null } = { raw: null, value: null };

  function read(): T | null {
    try {
      const raw = store().getItem(key);
      // The same text gives the same object, so that React sees no change where there is none.
      if (raw !== cached.raw) cached = { raw, value: raw === null ? null : parse(JSON.parse(raw)) };
      return cached.value;
    } catch {
      return null;
    }
  }

  function put(raw: string | null) {
    try {
      if (raw === null) store().removeItem(key);
      else store().setItem(key, raw);
    } catch {
      // Private windows may refuse: the page goes on without remembering.
    }
    tell();
  }

  return {
    read,
    write: (value) => put(JSON.stringify(value)),
    clear: () => put(null),
    subscribe(listener) {
      const onStorage = (event: StorageEvent) => {
        if (event.key === key) listener();
      };
      listeners.add(listener);
      window.addEventListener("storage", onStorage);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("storage", onStorage);
      };
    },
  };
}
