import { formatMoney, fromDecimal, toDecimal } from "@souk/api/money";
import type { ProductList } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { useState } from "react";

import styles from "@/features/browse/components/filter-panel.module.css";
import { attributeFacets, priceRange } from "@/features/browse/facets";
import { countFilters, toggleAttribute, withoutFilters, type Filters } from "@/features/browse/filters";

interface Props {
  filters: Filters;
  list: ProductList;
  onChange: (filters: Filters) => void;
}

/** Values of one attribute that are shown; the search finds the rest. */
const VALUES_MAX = 10;

export function FilterPanel({ filters, list, onChange }: Props) {
  return (
    <div className={styles.panel}>
      <label className={styles.check}>
        <input type="checkbox" checked={filters.inStock} onChange={(event) => onChange({ ...filters, inStock: event.target.checked })} />
        In stock only
      </label>
      <PriceFilter key={`${filters.minPrice}-${filters.maxPrice}`} filters={filters} list={list} onChange={onChange} />
      {attributeFacets(list).map((facet) => (
        <fieldset key={facet.name} className={styles.group}>
          <legend>{facet.label}</legend>
          {facet.values.slice(0, VALUES_MAX).map(({ value, label, count }) => (
            <label key={value} className={styles.check}>
              <input
                type="checkbox"
                checked={filters.attributes[facet.name]?.includes(value) ?? false}
                onChange={() => onChange(toggleAttribute(filters, facet.name, value))}
              />
              {label} <small aria-label={`${count} products`}>{count}</small>
            </label>
          ))}
        </fieldset>
      ))}
      {countFilters(filters) > 0 && (
        <Button look="secondary" size="small" onClick={() => onChange(withoutFilters(filters))}>
          Clear all filters
        </Button>
      )}
    </div>
  );
}

function PriceFilter({ filters, list, onChange }: Props) {
  const range = priceRange(list);
  const currency = range?.min.currency ?? "EUR";
  const shown = (amount: number | null) => (amount === null ? "" : toDecimal({ amount, currency }));
  const [from, setFrom] = useState(shown(filters.minPrice));
  const [to, setTo] = useState(shown(filters.maxPrice));
  const [error, setError] = useState<string>();

  function apply(event: React.SyntheticEvent) {
    event.preventDefault();
    const read = (text: string) => (text.trim() === "" ? null : fromDecimal(text, currency)?.amount);
    const [minPrice, maxPrice] = [read(from), read(to)];
    if (minPrice === undefined || maxPrice === undefined) {
      setError("Prices look like 20 or 19.99");
      return;
    }
    if (minPrice !== null && maxPrice !== null && minPrice > maxPrice) {
      setError("The first price is above the second");
      return;
    }
    onChange({ ...filters, minPrice, maxPrice });
  }

  return (
    <form onSubmit={apply} className={styles.group} aria-label="Price">
      <p className={styles.heading}>Price</p>
      <div className={styles.prices}>
        <TextField label="From" inputMode="decimal" placeholder={range ? toDecimal(range.min) : ""} value={from} onChange={(event) => setFrom(event.target.value)} />
        <TextField label="To" inputMode="decimal" placeholder={range ? toDecimal(range.max) : ""} value={to} onChange={(event) => setTo(event.target.value)} />
      </div>
      {error && <p role="alert">{error}</p>}
      <Button type="submit" look="secondary" size="small">
        Set price
      </Button>
      {range && (
        <small>
          {formatMoney(range.min)} to {formatMoney(range.max)}
        </small>
      )}
    </form>
  );
}
