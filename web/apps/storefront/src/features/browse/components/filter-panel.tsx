import { formatMoney, fromDecimal, toDecimal } from "@souk/api/money";
import type { ProductList } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { useId, useRef, useState } from "react";

import styles from "@/features/browse/components/filter-panel.module.css";
import { attributeFacets, priceRange, type AttributeFacet, type FacetValue } from "@/features/browse/facets";
import { wantValue, type Filters } from "@/features/browse/filters";
import type { ChangeFilters } from "@/features/browse/use-list-address";
import { counted, t } from "@/lib/words";

interface Props {
  filters: Filters;
  list: ProductList;
  onChange: ChangeFilters;
}

/** Values of one attribute that are shown at once. */
const VALUES_MAX = 8;

export function FilterPanel({ filters, list, onChange }: Props) {
  return (
    <div className={styles.panel}>
      <label className={styles.check}>
        <input type="checkbox" checked={filters.inStock} onChange={({ target }) => onChange((now) => ({ ...now, inStock: target.checked }))} />
        {t("list.in_stock")}
      </label>
      <PriceFilter filters={filters} list={list} onChange={onChange} />
      {attributeFacets(list).map((facet) => (
        <Facet
          key={facet.name}
          facet={facet}
          chosen={filters.attributes[facet.name] ?? []}
          onChoose={(value, isWanted) => onChange((now) => wantValue(now, facet.name, value, isWanted))}
        />
      ))}
    </div>
  );
}

interface FacetProps {
  facet: AttributeFacet;
  chosen: string[];
  onChoose: (value: string, isWanted: boolean) => void;
}

function Facet({ facet, chosen, onChoose }: FacetProps) {
  const [isLong, setLong] = useState(false);
  const values = useSteady(facet.values);
  const shown = values.filter(({ value }, index) => isLong || index < VALUES_MAX || chosen.includes(value));
  const hidden = values.length - shown.length;
  return (
    <fieldset className={styles.group}>
      <legend>{facet.label}</legend>
      {shown.map(({ value, label, count }) => (
        <label key={value} className={styles.check}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={({ target }) => onChoose(value, target.checked)} />
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

/** Values stay where they were first shown, however their numbers change: the next press is on its way to one of them. */
function useSteady(values: FacetValue[]): FacetValue[] {
  const [seen, setSeen] = useState(values);
  const added = values.filter(({ value }) => !seen.some((each) => each.value === value));
  if (added.length > 0) setSeen([...seen, ...added]);
  return [...seen, ...added].map((each) => values.find(({ value }) => value === each.value) ?? { ...each, count: 0 });
}

type Ends = Record<"from" | "to", string>;

function PriceFilter({ filters, list, onChange }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const errorId = useId();
  const range = priceRange(list);
  const currency = range?.min.currency ?? "EUR";
  const shown = (amount: number | null) => (amount === null ? "" : toDecimal({ amount, currency }));
  /** Null while the fields say what the list is narrowed by. */
  const [typed, setTyped] = useState<Ends | null>(null);
  const [wrong, setWrong] = useState<{ words: string; fields: (keyof Ends)[] } | null>(null);
  const ends = typed ?? { from: shown(filters.minPrice), to: shown(filters.maxPrice) };

  function apply(event: React.SyntheticEvent) {
    event.preventDefault();
    const read = (text: string) => (text.trim() === "" ? null : fromDecimal(text, currency)?.amount);
    const [minPrice, maxPrice] = [read(ends.from), read(ends.to)];
    if (minPrice === undefined || maxPrice === undefined) {
      refuse(t("list.price_wrong"), [...(minPrice === undefined ? (["from"] as const) : []), ...(maxPrice === undefined ? (["to"] as const) : [])]);
    } else if (minPrice !== null && maxPrice !== null && minPrice > maxPrice) {
      refuse(t("list.price_order"), ["from", "to"]);
    } else {
      setWrong(null);
      setTyped(null);
      onChange((now) => ({ ...now, minPrice, maxPrice }));
    }
  }

  function refuse(words: string, fields: (keyof Ends)[]) {
    setWrong({ words, fields });
    form.current?.querySelector<HTMLElement>(`[name="${fields[0]}"]`)?.focus();
  }

  const field = (name: keyof Ends) => ({
    name,
    inputMode: "decimal" as const,
    value: ends[name],
    onChange: ({ target }: React.ChangeEvent<HTMLInputElement>) => setTyped({ ...ends, [name]: target.value }),
    ...(wrong?.fields.includes(name) && { "aria-invalid": true, "aria-describedby": errorId }),
  });
  return (
    <form ref={form} onSubmit={apply} className={styles.group} aria-label={t("list.price")}>
      <p className={styles.heading}>{t("list.price")}</p>
      <div className={styles.prices}>
        <TextField label={t("list.from")} placeholder={range ? toDecimal(range.min) : ""} {...field("from")} />
        <TextField label={t("list.to")} placeholder={range ? toDecimal(range.max) : ""} {...field("to")} />
      </div>
      {wrong && (
        <p id={errorId} role="alert" className={styles.error}>
          {wrong.words}
        </p>
      )}
      <Button type="submit" look="secondary" size="small">
        {t("list.set_price")}
      </Button>
      {range && <small>{t("list.price_range", { min: formatMoney(range.min), max: formatMoney(range.max) })}</small>}
    </form>
  );
}
