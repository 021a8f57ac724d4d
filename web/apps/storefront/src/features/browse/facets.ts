import type { Money } from "@souk/api/money";
import type { ProductList } from "@souk/api/types";

import { attributeName } from "@/lib/attributes";
import { t } from "@/lib/words";

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
    return [{ name, label: attributeName(name), values: values.map(({ value, title, count }) => ({ value, label: valueLabel(title), count })) }];
  });
}

/** The cheapest and dearest of what matches; null when nothing does. Prices of a list are in one currency. */
export function priceRange(list: ProductList): { min: Money; max: Money } | null {
  const price = list.facets.price;
  const currency = list.items.find(({ price_from }) => price_from)?.price_from?.currency;
  if (!price || Array.isArray(price) || price.min === null || price.max === null || !currency) return null;
  return { min: { amount: price.min, currency }, max: { amount: price.max, currency } };
}

/** Values of yes-or-no attributes come as `true` and `false`. */
export function valueLabel(title: string): string {
  if (title === "true" || title === "false") return title === "true" ? t("ui.yes") : t("ui.no");
  return title.charAt(0).toUpperCase() + title.slice(1);
}
