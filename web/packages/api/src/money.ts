/** An amount in minor units (cents, yen) of an ISO 4217 currency, as everywhere in the HTTP contract. */
export interface Money {
  amount: number;
  currency: string;
}

/** How numbers and dates are written unless an application says otherwise. */
export const LOCALE = "en-IE";

let locale = LOCALE;
const formats = new Map<string, Intl.NumberFormat>();

/** Writes amounts as readers of this locale (BCP 47) expect them. */
export function speakLocale(tag: string): void {
  locale = tag;
  formats.clear();
}

function format(currency: string): Intl.NumberFormat {
  let known = formats.get(currency);
  if (!known) {
    known = new Intl.NumberFormat(locale, { style: "currency", currency });
    formats.set(currency, known);
  }
  return known;
}

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return format(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/** The one place where an amount becomes text: `{1999, EUR}` → `€19.99`. */
export function formatMoney({ amount, currency }: Money): string {
  return format(currency).format(amount / 10 ** minorDigits(currency));
}

/** `1999` → `19.99`, for a field somebody edits. */
export function toDecimal({ amount, currency }: Money): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, "0");
  const sign = amount < 0 ? "-" : "";
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** What somebody typed (`19.99`, `19,9`, `20`) as minor units; null when it is no such amount. Never rounds. */
export function fromDecimal(text: string, currency: string): Money | null {
  const match = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.trim());
  const digits = minorDigits(currency);
  const fraction = match?.[2] ?? "";
  if (!match || fraction.length > digits) return null;
  return { amount: Number(`${match[1] ?? ""}${fraction.padEnd(digits, "0")}`), currency };
}

export function isSameMoney(a: Money, b: Money): boolean {
  return a.amount === b.amount && a.currency === b.currency;
}
