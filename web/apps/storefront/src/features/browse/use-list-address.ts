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

  // What is wanted here replaces the address: anything else was a link or the way back, and asks for something of its own.
  if (wanted !== null && key !== wanted.since && (moved !== NavigationType.Replace || wanted.search === drawn.toString())) setWanted(null);

  const search = wanted?.search;
  useEffect(() => {
    if (search !== undefined) setDrawn(search, { preventScrollReset: true, replace: true });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `setDrawn` is another one with every address; what is wanted is asked for once
  }, [search]);

  const want = (change: (now: URLSearchParams) => URLSearchParams) =>
    setWanted((before) => ({ search: change(new URLSearchParams(before?.search ?? drawn)).toString(), since: key }));
  const inPath = category !== null;
  const params = wanted ? new URLSearchParams(wanted.search) : drawn;
  return {
    filters: readFilters(params, category),
    opened: readPages(params),
    onChange: (change) => want((now) => writeFilters(change(readFilters(now, category)), inPath)),
    onOpen: (pages) => want((now) => writeFilters(readFilters(now, category), inPath, pages)),
  };
}
