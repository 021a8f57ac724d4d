import type { Money } from "@souk/api/money";

/** `points`: by so many basis points, 1000 is 10 % dearer, -1000 cheaper. `to`: all alike. */
export type PriceChange = { kind: "by"; points: number } | { kind: "to"; price: Money };

const PRICE_MIN = 1;
const PRICE_MAX = 1_000_000_000;

/** The price after the change, rounded half up to whole minor units, and never below one of them. */
export function priced(price: Money, change: PriceChange): Money {
  if (change.kind === "to") return change.price;
  // Whole numbers all the way: 1e9 × 20,000 is exact.
  const amount = Math.floor((price.amount * (10_000 + change.points) + 5_000) / 10_000);
  return { ...price, amount: Math.min(Math.max(amount, PRICE_MIN), PRICE_MAX) };
}
