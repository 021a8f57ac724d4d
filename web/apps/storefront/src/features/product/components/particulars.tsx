import type { Product, Variant } from "@souk/api/types";

import styles from "@/features/product/components/particulars.module.css";
import { attributeName, sentence } from "@/lib/attributes";
import { formatWeight } from "@/lib/numbers";
import { t } from "@/lib/words";

/** The facts of a product: its attributes, and what it weighs. */
export function Particulars({ product, variant }: { product: Product; variant: Variant | undefined }) {
  const facts = Object.entries(product.attributes as Record<string, unknown>).map(([name, value]) => ({ name: attributeName(name), value: written(value) }));
  if (variant && variant.weight_g > 0) facts.push({ name: t("product.weight"), value: formatWeight(variant.weight_g) });
  if (facts.length === 0) return null;
  return (
    <dl className={styles.list}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(", ");
  if (typeof value === "boolean") return value ? t("ui.yes") : t("ui.no");
  return sentence(String(value));
}
