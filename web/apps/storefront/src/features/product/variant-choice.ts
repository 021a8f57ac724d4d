/** Which variant is meant while somebody chooses colour, size and so on; and what to show as not to be had. */
import type { Product, Variant } from "@souk/api/types";

export type Chosen = Record<string, string>;
type Choices = Pick<Product, "options" | "variants">;

export type ValueState =
  | "available"
  /** The combination exists, with none left. */
  | "sold-out"
  /** With the other choices as they are there is no such variant; choosing it changes the others. */
  | "other-combination"
  /** No variant has this value. */
  | "none";

export function isAvailable(variant: Variant): boolean {
  return variant.available > 0 || variant.backorderable;
}

/** The variant to begin with: the one asked for, else the first that can be bought, else the first. */
export function firstVariant({ variants }: Choices, sku: string | null): Variant | undefined {
  return variants.find((variant) => variant.sku === sku) ?? variants.find(isAvailable) ?? variants[0];
}

export function stateOf({ variants }: Choices, chosen: Chosen, option: string, value: string): ValueState {
  const having = variants.filter((variant) => variant.options[option] === value);
  if (having.length === 0) return "none";
  const exact = having.filter((variant) => overlap(variant, chosen, option) === otherChoices(chosen, option));
  if (exact.length === 0) return having.some(isAvailable) ? "other-combination" : "sold-out";
  return exact.some(isAvailable) ? "available" : "sold-out";
}

/**
 * The variant after `value` was chosen for `option`: the one that keeps most of the other choices; among equals one
 * that can be bought. Null when no variant has the value.
 */
export function choose({ variants }: Choices, chosen: Chosen, option: string, value: string): Variant | null {
  const having = variants.filter((variant) => variant.options[option] === value);
  const rank = (variant: Variant) => overlap(variant, chosen, option) * 2 + (isAvailable(variant) ? 1 : 0);
  return having.reduce<Variant | null>((best, variant) => (best === null || rank(variant) > rank(best) ? variant : best), null);
}

function overlap(variant: Variant, chosen: Chosen, except: string): number {
  return Object.entries(chosen).filter(([name, value]) => name !== except && variant.options[name] === value).length;
}

function otherChoices(chosen: Chosen, except: string): number {
  return Object.keys(chosen).filter((name) => name !== except).length;
}
