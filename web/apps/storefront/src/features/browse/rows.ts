/** The rows of products on pages about something else; the web server asks for the same ones ahead of time. */
import { NO_FILTERS, type Filters } from "@/features/browse/filters";

export interface Row {
  filters: Filters;
  count: number;
}

/** Pictures at the head of the front page. */
export const GATES = 3;
export const ROW = 4;

export const LOVED: Row = { filters: NO_FILTERS, count: GATES + ROW };
export const NEWEST: Row = { filters: { ...NO_FILTERS, sort: "newest" }, count: ROW };

/** One more than is shown, as the product itself may be among them. */
export function relatedTo(category: string | null): Row {
  return { filters: { ...NO_FILTERS, category }, count: ROW + 1 };
}
