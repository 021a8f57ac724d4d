/** The tree of categories as it is shown and rearranged; pure. */
import type { Category } from "@souk/api/types";

/** Where a category stands: in which other one (null: at the top), and before how many siblings. */
export interface Place {
  parent: string | null;
  index: number;
}

export interface Row {
  category: Category;
  depth: number;
  place: Place;
  siblings: number;
  /** The one before it, which it can be put into. */
  before: Category | null;
  /** Where its parent stands, which it can be put beside. */
  parentPlace: Place | null;
}

/** Every category in the order of the tree. */
export function rows(tree: readonly Category[], depth = 0, parent: string | null = null, parentPlace: Place | null = null): Row[] {
  return tree.flatMap((category, index) => {
    const place = { parent, index };
    const row = { category, depth, place, siblings: tree.length, before: tree[index - 1] ?? null, parentPlace };
    return [row, ...rows(category.children, depth + 1, category.id, place)];
  });
}

export function isWithin(category: Category, id: string): boolean {
  return category.id === id || category.children.some((child) => isWithin(child, id));
}

/** The tree once the category stands at a place, and those it stands among there. */
export function moveIn(tree: readonly Category[], category: Category, place: Place): { tree: Category[]; siblings: Category[] } {
  const without = (list: readonly Category[]): Category[] =>
    list.filter(({ id }) => id !== category.id).map((each) => ({ ...each, children: without(each.children) }));
  let siblings: Category[] = [];
  const put = (list: Category[]): Category[] => {
    siblings = [...list.slice(0, place.index), category, ...list.slice(place.index)];
    return siblings;
  };
  const within = (list: readonly Category[]): Category[] =>
    list.map((each) => (each.id === place.parent ? { ...each, children: put(each.children) } : { ...each, children: within(each.children) }));
  const rest = without(tree);
  const result = place.parent === null ? put(rest) : within(rest);
  return { tree: result, siblings };
}
