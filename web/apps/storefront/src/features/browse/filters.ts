/** What a shopper looks for, as it stands in the address bar, so that a list can be linked, reloaded and gone back to. */

export const SORTS = ["relevance", "newest", "price", "-price", "title"] as const;
export type Sort = (typeof SORTS)[number];

export interface Filters {
  q: string;
  category: string | null;
  sort: Sort;
  /** Minor units, both ends included. */
  minPrice: number | null;
  maxPrice: number | null;
  inStock: boolean;
  /** Attribute name → wanted values. */
  attributes: Record<string, string[]>;
}

const ATTRIBUTE = "attr.";
const PAGES = "pages";
/** However many pages an address asks for, no more are opened by themselves. */
const PAGES_MAX = 20;

export const NO_FILTERS: Filters = { q: "", category: null, sort: "relevance", minPrice: null, maxPrice: null, inStock: false, attributes: {} };

export function readFilters(params: URLSearchParams, category: string | null): Filters {
  const attributes: Record<string, string[]> = {};
  for (const name of new Set(params.keys())) {
    if (name.startsWith(ATTRIBUTE)) attributes[name.slice(ATTRIBUTE.length)] = params.getAll(name);
  }
  return {
    q: (params.get("q") ?? "").trim(),
    category: category ?? params.get("category"),
    sort: SORTS.find((value) => value === params.get("sort")) ?? "relevance",
    minPrice: amount(params.get("min_price")),
    maxPrice: amount(params.get("max_price")),
    inStock: params.get("in_stock") === "true",
    attributes,
  };
}

/** How many pages of the list are open. */
export function readPages(params: URLSearchParams): number {
  const pages = Number(params.get(PAGES));
  return Number.isInteger(pages) ? Math.min(Math.max(pages, 1), PAGES_MAX) : 1;
}

/** The address of these filters; what is as by default is left out. `category` is left to the path when `inPath`. */
export function writeFilters(filters: Filters, inPath: boolean, pages = 1): URLSearchParams {
  const params = new URLSearchParams();
  if (filters.q) params.set("q", filters.q);
  if (filters.category && !inPath) params.set("category", filters.category);
  if (filters.sort !== "relevance") params.set("sort", filters.sort);
  if (filters.minPrice !== null) params.set("min_price", String(filters.minPrice));
  if (filters.maxPrice !== null) params.set("max_price", String(filters.maxPrice));
  if (filters.inStock) params.set("in_stock", "true");
  for (const [name, values] of Object.entries(filters.attributes)) {
    for (const value of values) params.append(ATTRIBUTE + name, value);
  }
  if (pages > 1) params.set(PAGES, String(pages));
  return params;
}

/** How many filters narrow the list, apart from the words searched for and the category one is in. */
export function countFilters(filters: Filters): number {
  const attributes = Object.values(filters.attributes).reduce((sum, values) => sum + values.length, 0);
  return attributes + (filters.inStock ? 1 : 0) + (filters.minPrice !== null || filters.maxPrice !== null ? 1 : 0);
}

export function withoutFilters(filters: Filters): Filters {
  return { ...filters, minPrice: null, maxPrice: null, inStock: false, attributes: {} };
}

/** Adds the value to the wanted ones of an attribute, or takes it out. */
export function wantValue(filters: Filters, name: string, value: string, isWanted: boolean): Filters {
  const { [name]: wanted = [], ...others } = filters.attributes;
  const rest = wanted.filter((each) => each !== value);
  const next = isWanted ? [...rest, value] : rest;
  return { ...filters, attributes: next.length > 0 ? { ...others, [name]: next } : others };
}

function amount(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;
}
