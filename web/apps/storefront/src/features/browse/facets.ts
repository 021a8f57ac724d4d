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
  return Object.entries(list.facets as Record<string, unknown>).flatMap(([key, values]) => {
    if (!key.startsWith("attr.") || !Array.isArray(values) || values.length === 0) return [];
    const name = key.slice("attr.".length);
    return [{ name, label: attributeLabel(name), values: (values as { value: unknown; count: number }[]).map(readValue) }];
  });
}

/** The cheapest and dearest of what matches; null when nothing does. */
export function priceRange(list: ProductList): { min: Money; max: Money } | null {
  const price = (list.facets as Record<string, unknown>)["price"] as { min?: Money | null; max?: Money | null } | undefined;
  return price?.min && price.max ? { min: price.min, max: price.max } : null;
}

/** `thread_count` → `Thread count`. */
export function attributeLabel(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function readValue({ value, count }: { value: unknown; count: number }): FacetValue {
  const label = value === true ? "Yes" : value === false ? "No" : String(value);
  return { value: String(value), label: label.charAt(0).toUpperCase() + label.slice(1), count };
}
