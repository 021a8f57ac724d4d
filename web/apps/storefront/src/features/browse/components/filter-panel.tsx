import { formatMoney, fromDecimal, toDecimal } from "@souk/api/money";
import type { ProductList } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { useState } from "react";

import styles from "@/features/browse/components/filter-panel.module.css";
import { attributeFacets, priceRange, type AttributeFacet } from "@/features/browse/facets";
import { toggleAttribute, type Filters } from "@/features/browse/filters";
import { counted, t } from "@/lib/words";

interface Props {
  filters: Filters;
  list: ProductList;
  onChange: (filters: Filters) => void;
}

/** Values of one attribute that are shown at once. */
const VALUES_MAX = 8;

export function FilterPanel({ filters, list, onChange }: Props) {
  return (
    <div className={styles.panel}>
      <label className={styles.check}>
        <input type="checkbox" checked={filters.inStock} onChange={(event) => onChange({ ...filters, inStock: event.target.checked })} />
        {t("list.in_stock")}
      </label>
      <PriceFilter key={`${filters.minPrice}-${filters.maxPrice}`} filters={filters} list={list} onChange={onChange} />
      {attributeFacets(list).map((facet) => (
        <Facet
          key={facet.name}
          facet={facet}
          chosen={filters.attributes[facet.name] ?? []}
          onToggle={(value) => onChange(toggleAttribute(filters, facet.name, value))}
        />
      ))}
    </div>
  );
}

function Facet({ facet, chosen, onToggle }: { facet: AttributeFacet; chosen: string[]; onToggle: (value: string) => void }) {
  const [isLong, setLong] = useState(false);
  const shown = facet.values.filter(({ value }, index) => isLong || index < VALUES_MAX || chosen.includes(value));
  const hidden = facet.values.length - shown.length;
  return (
    <fieldset className={styles.group}>
      <legend>{facet.label}</legend>
      {shown.map(({ value, label, count }) => (
        <label key={value} className={styles.check}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => onToggle(value)} />
          {label}{" "}
          <small>
            {count}
            <span className="visually-hidden"> {t("list.label")}</span>
          </small>
        </label>
      ))}
      {(hidden > 0 || isLong) && (
        <button type="button" className={styles.fold} aria-expanded={isLong} onClick={() => setLong(!isLong)}>
          {isLong ? t("list.fewer_values") : counted("list.all_values", hidden)}
        </button>
      )}
    </fieldset>
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
      setError(t("list.price_wrong"));
      return;
    }
    if (minPrice !== null && maxPrice !== null && minPrice > maxPrice) {
      setError(t("list.price_order"));
      return;
    }
    onChange({ ...filters, minPrice, maxPrice });
  }

  return (
    <form onSubmit={apply} className={styles.group} aria-label={t("list.price")}>
      <p className={styles.heading}>{t("list.price")}</p>
      <div className={styles.prices}>
        <TextField
          label={t("list.from")}
          inputMode="decimal"
          placeholder={range ? toDecimal(range.min) : ""}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextField
          label={t("list.to")}
          inputMode="decimal"
          placeholder={range ? toDecimal(range.max) : ""}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      {error && <p role="alert">{error}</p>}
      <Button type="submit" look="secondary" size="small">
        {t("list.set_price")}
      </Button>
      {range && <small>{t("list.price_range", { min: formatMoney(range.min), max: formatMoney(range.max) })}</small>}
    </form>
  );
}
