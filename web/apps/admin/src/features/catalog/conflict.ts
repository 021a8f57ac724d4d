/** Two people changed one product: what each made of it, side by side. */
import { formatMoney } from "@souk/api/money";

import type { Draft } from "@/features/catalog/draft";

export type Side = "mine" | "theirs";

export interface Difference {
  field: keyof Draft;
  title: string;
  mine: string;
  theirs: string;
  /** Both changed it, and not alike: somebody has to choose. */
  isClash: boolean;
}

const TITLES: Record<keyof Draft, string> = {
  title: "Title",
  description: "Description",
  slug: "Address",
  category: "Category",
  seoTitle: "Title for search engines",
  seoDescription: "Description for search engines",
  options: "Options",
  variants: "Variants",
  media: "Pictures",
};
const FIELDS = Object.keys(TITLES) as (keyof Draft)[];

/** Where what one typed (`mine`) and what is in the shop now (`theirs`) differ; `base` is what both started from. */
export function differences(base: Draft, mine: Draft, theirs: Draft, categoryName: (id: string) => string): Difference[] {
  return FIELDS.filter((field) => !isSame(mine[field], theirs[field])).map((field) => ({
    field,
    title: TITLES[field],
    mine: inWords(mine, field, categoryName),
    theirs: inWords(theirs, field, categoryName),
    isClash: !isSame(base[field], mine[field]) && !isSame(base[field], theirs[field]),
  }));
}

/** What nobody disputes is taken as it is: theirs where only they changed it, mine where only I did. */
export function proposal(base: Draft, mine: Draft): Partial<Record<keyof Draft, Side>> {
  return Object.fromEntries(FIELDS.map((field) => [field, isSame(base[field], mine[field]) ? "theirs" : "mine"]));
}

export function merged(mine: Draft, theirs: Draft, chosen: Partial<Record<keyof Draft, Side>>): Draft {
  const result = { ...theirs };
  for (const field of FIELDS) if (chosen[field] === "mine") Object.assign(result, { [field]: mine[field] });
  const known = new Set(theirs.variants.map(({ sku }) => sku));
  // A variant that they took away is a new one if mine are kept; one that they added stays as they made it.
  result.variants = result.variants.map((each) => ({ ...each, isKnown: known.has(each.sku) }));
  return result;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function inWords(draft: Draft, field: keyof Draft, categoryName: (id: string) => string): string {
  switch (field) {
    case "category":
      return draft.category === null ? "none" : categoryName(draft.category);
    case "options":
      return draft.options.map(({ name, values }) => `${name}: ${values.join(", ")}`).join("; ") || "none";
    case "variants":
      return draft.variants.map(({ sku, price }) => `${sku} ${price ? formatMoney(price) : "?"}`).join("\n") || "none";
    case "media":
      return draft.media.map(({ alt, id }) => alt || id).join("\n") || "none";
    default:
      return draft[field] || "empty";
  }
}
