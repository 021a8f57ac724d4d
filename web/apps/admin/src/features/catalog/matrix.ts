/** The variants that options make: every combination of their values. */
import type { Money } from "@souk/api/money";

import type { DraftOption, DraftVariant } from "@/features/catalog/draft";

/** As many as a product may have. */
export const VARIANTS_MAX = 100;
const SKU_LENGTH_MAX = 64;

/** Every combination of the options' values, in the order in which they are given. Nothing at all makes one. */
export function combinations(options: readonly DraftOption[]): Record<string, string>[] {
  return options
    .filter(({ values }) => values.length > 0)
    .reduce<Record<string, string>[]>((made, { name, values }) => made.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))), [{}]);
}

export function isSameChoice(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** How many combinations no variant has yet. */
export function missing(options: readonly DraftOption[], variants: readonly DraftVariant[]): Record<string, string>[] {
  return combinations(options).filter((choice) => !variants.some((variant) => isSameChoice(variant.options, choice)));
}

export interface Pattern {
  /** What SKUs begin with. */
  prefix: string;
  price: Money | null;
  weightG: number;
  taxClass: string;
}

/** The variants that are there, and one more for each missing combination, up to the limit. */
export function filled(options: readonly DraftOption[], variants: readonly DraftVariant[], { prefix, price, weightG, taxClass }: Pattern): DraftVariant[] {
  const taken = new Set(variants.map(({ sku }) => sku));
  const made = missing(options, variants)
    .slice(0, Math.max(VARIANTS_MAX - variants.length, 0))
    .map((choice): DraftVariant => {
      const sku = freeSku(prefix, choice, taken);
      taken.add(sku);
      return { sku, options: choice, price, compareAt: null, weightG, taxClass, image: null, isKnown: false };
    });
  return [...variants, ...made];
}

function freeSku(prefix: string, choice: Record<string, string>, taken: ReadonlySet<string>): string {
  const base = [prefix, ...Object.values(choice)].map(code).filter(Boolean).join("-").slice(0, SKU_LENGTH_MAX - 4) || "SKU";
  let sku = base;
  for (let number = 2; taken.has(sku); number += 1) sku = `${base}-${number}`;
  return sku;
}

/** `Sand / Größe 4` → `SAND-GROSSE-4`; letters outside ASCII lose their marks. */
export function code(text: string): string {
  return text
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
