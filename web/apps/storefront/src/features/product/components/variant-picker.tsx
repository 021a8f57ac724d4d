import type { Product, Variant } from "@souk/api/types";
import { useId } from "react";

import styles from "@/features/product/components/variant-picker.module.css";
import { choose, stateOf, type ValueState } from "@/features/product/variant-choice";
import { t } from "@/lib/words";

const SAID: Record<ValueState, () => string> = {
  available: () => "",
  "sold-out": () => t("option.sold_out"),
  "other-combination": () => t("option.other_combination"),
  none: () => t("option.none"),
};

interface Props {
  product: Pick<Product, "options" | "variants">;
  variant: Variant;
  onChoose: (variant: Variant) => void;
}

/** One row of radio buttons an option. What is sold out can still be looked at; what is not made cannot be chosen. */
export function VariantPicker({ product, variant, onChoose }: Props) {
  const id = useId();
  if (product.options.length === 0) return null;
  return (
    <div className={styles.options}>
      {product.options.map(({ name, values }) => (
        <fieldset key={name}>
          <legend className={styles.legend}>
            {name}: <span>{variant.options[name]}</span>
          </legend>
          <div className={styles.values}>
            {values.map((value) => {
              const state = stateOf(product, variant.options, name, value);
              return (
                <label key={value} className={styles.value} data-state={state}>
                  <input
                    type="radio"
                    name={`${id}-${name}`}
                    checked={variant.options[name] === value}
                    disabled={state === "none"}
                    onChange={() => {
                      const next = choose(product, variant.options, name, value);
                      if (next) onChoose(next);
                    }}
                  />
                  <span>
                    {value}
                    <span className="visually-hidden">{SAID[state]()}</span>
                  </span>
                </label>
              );
            })}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
