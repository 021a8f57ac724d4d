import type { Money } from "@souk/api/money";
import { Button } from "@souk/ui/button";
import { Empty } from "@souk/ui/empty";
import { MoneyField, NumberField } from "@souk/ui/number-field";
import { useState } from "react";

import styles from "@/features/catalog/components/editor.module.css";
import { OptionRows } from "@/features/catalog/components/option-rows";
import { VariantRow } from "@/features/catalog/components/variant-row";
import type { Draft, DraftVariant } from "@/features/catalog/draft";
import { code, filled, missing, VARIANTS_MAX } from "@/features/catalog/matrix";

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  currency: string;
}

/** Options, and the table of what their combinations make. */
export function EditorVariants({ draft, onChange, currency }: Props) {
  const [price, setPrice] = useState<Money | null>(null);
  const [weightG, setWeightG] = useState<number | null>(0);
  const absent = missing(draft.options, draft.variants).length;
  const room = VARIANTS_MAX - draft.variants.length;
  const fill = () => {
    const pattern = { prefix: code(draft.title).slice(0, 24), price, weightG: weightG ?? 0, taxClass: draft.variants[0]?.taxClass ?? "standard" };
    onChange({ ...draft, variants: filled(draft.options, draft.variants, pattern) });
  };
  const setVariant = (at: number, part: Partial<DraftVariant>) => onChange({ ...draft, variants: draft.variants.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  return (
    <div className={styles.stack}>
      <section className={styles.card}>
        <h2>Options</h2>
        <OptionRows options={draft.options} hasVariants={draft.variants.length > 0} onChange={(options) => onChange({ ...draft, options })} />
      </section>
      <section className={styles.card}>
        <h2>Variants</h2>
        {draft.variants.length === 0 ? (
          <Empty title="Nothing to buy yet">A variant is what somebody puts into the cart: it has a SKU and a price. Without options there is one.</Empty>
        ) : (
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          <div className={styles.scroll} tabIndex={0} role="group" aria-label="Variants, scrolls sideways">
            <table className={styles.matrix} aria-label="Variants">
              <thead>
                <tr>
                  <th scope="col">Variant</th>
                  <th scope="col">SKU</th>
                  <th scope="col">Price ({currency})</th>
                  <th scope="col">Before ({currency})</th>
                  <th scope="col">Weight (g)</th>
                  <th scope="col">Tax class</th>
                  <th scope="col">Picture</th>
                  <th scope="col">
                    <span className="visually-hidden">Remove</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {draft.variants.map((variant, index) => (
                  <VariantRow
                    key={variant.isKnown ? variant.sku : JSON.stringify(variant.options)}
                    variant={variant}
                    currency={currency}
                    media={draft.media}
                    onChange={(part) => setVariant(index, part)}
                    onRemove={() => onChange({ ...draft, variants: draft.variants.filter((_, at) => at !== index) })}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {absent > 0 && (
          <>
            <p className={styles.missing} role="status">
              {absent} {absent === 1 ? "combination has" : "combinations have"} no variant yet{absent > room && `; a product has at most ${VARIANTS_MAX}`}.
            </p>
            <div className={styles.row}>
              <MoneyField label={`Price of new ones (${currency})`} currency={currency} min={1} value={price} onChange={setPrice} />
              <NumberField label="Weight of new ones (g)" min={0} max={10_000_000} value={weightG} onChange={setWeightG} />
              <Button look="secondary" disabled={room <= 0} onClick={fill}>
                {draft.variants.length === 0 && absent === 1 ? "Add the variant" : `Add ${Math.min(absent, room)} variants`}
              </Button>
            </div>
          </>
        )}
      </section>
    </div>
  );
}
