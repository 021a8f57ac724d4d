import { fromDecimal, type Money } from "@souk/api/money";

/**
 * What is wrong with what was typed as an amount, in words; null when it may be sent.
 *
 * @param bound the most that may be moved
 */
export function wrongAmount(text: string, bound: Money, written: (amount: Money) => string): string | null {
  if (text.trim() === "") return "An amount, please.";
  const amount = fromDecimal(text, bound.currency);
  if (amount === null) return "That is no amount of money.";
  if (amount.amount <= 0) return "More than nothing, please.";
  if (amount.amount > bound.amount) return `At most ${written(bound)}.`;
  return null;
}
