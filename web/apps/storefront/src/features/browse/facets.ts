import type { Money } from "@souk/api/money";
import type { ProductList } from "@souk/api/types";

export interface FacetValue {
  value: string;
  label: string;
  count: number;
}

export interface AttributeFacet {
  name: string;
  label: string;
  values: FacetValue[];
}

/** Attribute facets, in the order the shop gives them. */
export function attributeFacets(list: ProductList): AttributeFacet[] {
  return Object.entries(list.facets).flatMap(([key, values]) => {
    if (!key.startsWith("attr.") || !Array.isArray(values) || values.length === 0) return [];
    const name = key.slice("attr.".length);
    return [{ name, label: attributeLabel(name), values: values.map(({ value, title, count }) => ({ value, label: valueLabel(title), count })) }];
  });
}

/** The cheapest and dearest of what matches; null when nothing does. Prices of a list are in one currency. */
export function priceRange(list: ProductList): { min: Money; max: Money } | null {
  const price = list.facets.price;
  const currency = list.items.find(({ price_from }) => price_from)?.price_from?.currency;
  if (!price || Array.isArray(price) || price.min === null || price.max === null || !currency) return null;
  return { min: { amount: price.min, currency }, max: { amount: price.max, currency } };
}

/** `thread_count` → `Thread count`. */
export function attributeLabel(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Values of yes-or-no attributes come as `true` and `false`. */
function valueLabel(title: string): string {
  if (title === "true" || title === "false") return title === "true" ? "Yes" : "No";
  return title.charAt(0).toUpperCase() + title.slice(1);
}
