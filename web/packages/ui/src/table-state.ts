/**
 * What a table shows, as plain values: which filters, in which order, from where on, what is selected. All of it
 * fits into an address, so that every state of a list can be linked to, reloaded and saved as a view.
 */

export interface TableShape {
  /** Filters by name; the value is what an absent one means. */
  filters: Record<string, string>;
  sort: string;
}

export interface TableState {
  filters: Record<string, string>;
  sort: string;
  /** Cursor of the page; null on the first. */
  after: string | null;
  selected: ReadonlySet<string>;
}

/** What is wanted next, said of the state as it then is: of two changes in one moment the second knows the first. */
export type TableChange = (now: TableState) => TableState;

/** More would make addresses that servers refuse. A page is no longer. */
export const SELECTED_MAX = 100;
const FILTER_LENGTH_MAX = 200;

export function readTable(params: URLSearchParams, shape: TableShape): TableState {
  const filters = Object.fromEntries(
    Object.entries(shape.filters).map(([name, otherwise]) => [name, (params.get(name) ?? otherwise).slice(0, FILTER_LENGTH_MAX)]),
  );
  const selected = (params.get("selected") ?? "").split(",").filter(Boolean).slice(0, SELECTED_MAX);
  return { filters, sort: params.get("sort") ?? shape.sort, after: params.get("after"), selected: new Set(selected) };
}

/** The address of a state; what is as usual is left out. Parameters that are not the table's stay. */
export function writeTable(state: TableState, shape: TableShape, before = new URLSearchParams()): URLSearchParams {
  const params = new URLSearchParams(before);
  const put = (name: string, value: string, usual: string) => {
    if (value === usual) params.delete(name);
    else params.set(name, value);
  };
  for (const [name, usual] of Object.entries(shape.filters)) put(name, state.filters[name] ?? usual, usual);
  put("sort", state.sort, shape.sort);
  put("after", state.after ?? "", "");
  put("selected", Array.from(state.selected).slice(0, SELECTED_MAX).join(","), "");
  return params;
}

/** Another filter shows another list: from its beginning, with nothing selected. */
export function withFilter(state: TableState, name: string, value: string): TableState {
  return { ...state, filters: { ...state.filters, [name]: value.slice(0, FILTER_LENGTH_MAX) }, after: null, selected: new Set() };
}

export function withSort(state: TableState, sort: string): TableState {
  return { ...state, sort, after: null, selected: new Set() };
}

export function withPage(state: TableState, after: string | null): TableState {
  return { ...state, after, selected: new Set() };
}

/** Takes a row in or out; with `through`, all rows from there to it become like it. */
export function withRow(state: TableState, ids: readonly string[], id: string, through: string | null = null): TableState {
  const selected = new Set(state.selected);
  const isIn = !selected.has(id);
  const [from, to] = [ids.indexOf(through ?? id), ids.indexOf(id)];
  const touched = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  for (const each of touched) {
    if (isIn) selected.add(each);
    else selected.delete(each);
  }
  return { ...state, selected };
}

/** All rows of the page, or none of them when all were. */
export function withAll(state: TableState, ids: readonly string[]): TableState {
  const isAll = ids.every((id) => state.selected.has(id));
  return { ...state, selected: new Set(isAll ? [] : ids) };
}

export function withNone(state: TableState): TableState {
  return { ...state, selected: new Set() };
}

/** What the column's head does when pressed: its first order, then the other, then the first again. */
export function nextSort(current: string, orders: readonly string[]): string {
  return orders[(orders.indexOf(current) + 1) % orders.length] ?? current;
}

export interface SavedView {
  name: string;
  /** The address's query, without page and selection. */
  query: string;
}

/** A view of the same name is replaced. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].sort((a, b) => a.name.localeCompare(b.name));
}

/** Saved views out of storage; null when they are none. */
export function readViews(value: unknown): SavedView[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter(
    (each): each is SavedView => typeof each === "object" && each !== null && typeof (each as SavedView).name === "string" && typeof (each as SavedView).query === "string",
  );
}

/** Names out of storage; null when they are none. */
export function readNames(value: unknown): string[] | null {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : null;
}
