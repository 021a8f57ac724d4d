import { readTable, withPage, writeTable, type TableChange, type TableShape, type TableState } from "@souk/ui/table-state";
import { startTransition, useCallback, useLayoutEffect, useMemo, useOptimistic, useRef } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";

interface Trail {
  /** Cursors of the pages before this one, as far as they are known. */
  trail: (string | null)[];
}

export interface UrlTable {
  state: TableState;
  /** Changes of filter, order and selection take the place of the entry in the history. */
  change: (change: TableChange) => void;
  /** Pages are entries of their own: Back leads to the one before. */
  goTo: (cursor: string) => void;
  first: () => void;
  previous: (() => void) | undefined;
  /** Filters and order alone, for saved views. */
  query: string;
  openQuery: (query: string) => void;
}

/** What a table shows, kept in the address. Give it a shape that stays the same object. */
export function useTable(shape: TableShape): UrlTable {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const location = useLocation();
  const addressed = useMemo(() => readTable(params, shape), [params, shape]);
  // The address follows when the browser has time for it; what was ticked or typed shows at once.
  const [state, show] = useOptimistic(addressed);
  // Of several presses before the next picture each builds on the one before, not on what was drawn last.
  const latest = useRef(state);
  useLayoutEffect(() => {
    latest.current = state;
  }, [state]);
  const trail = useMemo(() => trailOf(location.state), [location.state]);
  const change = useCallback(
    (wanted: TableChange) => {
      const before = latest.current;
      const next = wanted(before);
      latest.current = next;
      startTransition(async () => {
        show(next);
        await navigate(
          { search: writeTable(next, shape, params).toString() },
          { replace: true, preventScrollReset: true, state: next.after === before.after ? { trail } : null },
        );
      });
    },
    [navigate, params, shape, show, trail],
  );
  const goTo = (cursor: string) => {
    void navigate({ search: writeTable(withPage(state, cursor), shape, params).toString() }, { state: { trail: [...trail, state.after] } satisfies Trail });
  };
  const before = trail.at(-1);
  return {
    state,
    change,
    goTo,
    first: () => void navigate({ search: writeTable(withPage(state, null), shape, params).toString() }),
    previous:
      before === undefined
        ? undefined
        : () => void navigate({ search: writeTable(withPage(state, before), shape, params).toString() }, { state: { trail: trail.slice(0, -1) } satisfies Trail }),
    query: writeTable(withPage(state, null), shape).toString(),
    openQuery: (query) => void navigate({ search: query }),
  };
}

function trailOf(state: unknown): (string | null)[] {
  const trail = typeof state === "object" && state !== null && "trail" in state ? state.trail : null;
  return Array.isArray(trail) ? trail.filter((each): each is string | null => each === null || typeof each === "string") : [];
}
