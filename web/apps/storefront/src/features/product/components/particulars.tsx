import type { Product, Variant } from "@souk/api/types";

import styles from "@/features/product/components/particulars.module.css";

/** The facts of a product: its attributes, and what it weighs. */
export function Particulars({ product, variant }: { product: Product; variant: Variant | undefined }) {
  const facts = Object.entries(product.attributes as Record<string, unknown>).map(([name, value]) => ({ name: sentence(name), value: written(value) }));
  if (variant && variant.weight_g > 0) facts.push({ name: "Weight", value: weight(variant.weight_g) });
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

function weight(grams: number): string {
  return grams < 1000 ? `${grams} g` : `${(grams / 1000).toFixed(grams % 1000 === 0 ? 0 : 1)} kg`;
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(", ");
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return sentence(String(value));
}

function sentence(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
