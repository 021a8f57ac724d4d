import { formatMoney } from "@souk/api/money";
import { Icon } from "@souk/ui/icon";

import styles from "@/features/browse/components/chosen-filters.module.css";
import { valueLabel } from "@/features/browse/facets";
import { countFilters, wantValue, withoutFilters, type Filters } from "@/features/browse/filters";
import type { ChangeFilters } from "@/features/browse/use-list-address";
import { attributeName } from "@/lib/attributes";
import { CURRENCY } from "@/lib/shop";
import { t } from "@/lib/words";

/** What the list is narrowed by, each to be taken off with one press. */
export function ChosenFilters({ filters, onChange }: { filters: Filters; onChange: ChangeFilters }) {
  if (countFilters(filters) === 0) return null;
  const chips = [
    ...(filters.inStock ? [{ words: t("list.in_stock"), without: (now: Filters) => ({ ...now, inStock: false }) }] : []),
    ...(priceWords(filters) ? [{ words: priceWords(filters), without: (now: Filters) => ({ ...now, minPrice: null, maxPrice: null }) }] : []),
    ...Object.entries(filters.attributes).flatMap(([name, values]) =>
      values.map((value) => ({
        words: `${attributeName(name)}: ${valueLabel(value)}`,
        without: (now: Filters) => wantValue(now, name, value, false),
      })),
    ),
  ];
  return (
    <ul className={styles.chips} aria-label={t("list.active")}>
      {chips.map(({ words, without }) => (
        <li key={words}>
          <button type="button" className={styles.chip} aria-label={t("list.remove_filter", { filter: words })} onClick={() => onChange(without)}>
            {words} <Icon name="cross" size={14} />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button type="button" className={styles.clear} onClick={() => onChange(withoutFilters)}>
            {t("list.clear")}
          </button>
        </li>
      )}
    </ul>
  );
}

function priceWords({ minPrice, maxPrice }: Filters): string {
  const money = (amount: number) => formatMoney({ amount, currency: CURRENCY });
  if (minPrice !== null && maxPrice !== null) return t("list.price_range", { min: money(minPrice), max: money(maxPrice) });
  if (minPrice !== null) return t("list.price_from", { price: money(minPrice) });
  return maxPrice === null ? "" : t("list.price_to", { price: money(maxPrice) });
}
