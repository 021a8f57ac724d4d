import { useEffect, useState } from "react";
import { NavigationType, useLocation, useNavigationType, useSearchParams } from "react-router";

import { readFilters, readPages, writeFilters, type Filters } from "@/features/browse/filters";

export type ChangeFilters = (change: (now: Filters) => Filters) => void;

export interface ListAddress {
  filters: Filters;
  /** How many pages the address says were open; a link, a reload and the back button find as many. */
  opened: number;
  onChange: ChangeFilters;
  onOpen: (pages: number) => void;
}

interface Wanted {
  search: string;
  /** The entry of the history that was drawn when it was pressed. */
  since: string;
}

/**
 * The filters of a list, which stand in its address.
 *
 * Presses come faster than pages are drawn, and the router draws an address when it finds the time: what is wanted is
 * kept here until the address has caught up, so that each press counts on the one before and shows at once.
 *
 * @param category the one that the path names, if it does
 */
export function useListAddress(category: string | null): ListAddress {
  const [drawn, setDrawn] = useSearchParams();
  const { key } = useLocation();
  const moved = useNavigationType();
  const [wanted, setWanted] = useState<Wanted | null>(null);

  // Until it is drawn; what is wanted here replaces the address, so anything else was a link or the way back, and wins.
  const isAhead = (it: Wanted) => key === it.since || (moved === NavigationType.Replace && it.search !== drawn.toString());
  const ahead = (it: Wanted | null) => (it && isAhead(it) ? new URLSearchParams(it.search) : drawn);

  useEffect(() => {
    if (wanted) setDrawn(wanted.search, { preventScrollReset: true, replace: true });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `setDrawn` is another one with every address; what is wanted is asked for once
  }, [wanted]);

  const want = (change: (now: URLSearchParams) => URLSearchParams) =>
    setWanted((before) => ({ search: change(ahead(before)).toString(), since: key }));
  const inPath = category !== null;
  const params = ahead(wanted);
  return {
    filters: readFilters(params, category),
    opened: readPages(params),
    onChange: (change) => want((now) => writeFilters(change(readFilters(now, category)), inPath)),
    onOpen: (pages) => want((now) => writeFilters(readFilters(now, category), inPath, pages)),
  };
}
