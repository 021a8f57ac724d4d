/** The amount of a payment that was never asked for is in no currency. */
const NO_CURRENCY = "XXX";

export function isAmount({ currency }: { currency: string }): boolean {
  return currency !== NO_CURRENCY;
}
