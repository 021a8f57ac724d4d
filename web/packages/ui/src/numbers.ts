/**
 * Numbers as people write them. Nothing is guessed: what could mean two things is refused.
 */
import { fromDecimal, type Money } from "@souk/api/money";

/** Full-width digits, spaces of all kinds and apostrophes between thousands, and the many minus signs. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s'’_]/g, "")
    .replace(/[−–—]/g, "-");
}

/** Points or commas between thousands, taken out; null where they stand elsewhere. */
function ungrouped(text: string, mark: "." | ","): string | null {
  const groups = text.split(mark);
  const isRegular = groups.slice(1).every((group) => group.length === 3) && /^\d{1,3}$/.test(groups[0] ?? "");
  return isRegular ? groups.join("") : null;
}

/** A whole number (`12`, `1 200`, `-3`); null when it is none, or outside what is allowed. Never rounds. */
export function readWhole(text: string, min: number, max: number): number | null {
  const sign = /^[+-]?/.exec(plain(text))?.[0] ?? "";
  const digits = plain(text).slice(sign.length);
  const whole = /^\d+$/.test(digits) ? digits : /^[\d,]+$/.test(digits) ? ungrouped(digits, ",") : null;
  if (whole === null || whole.length > 15) return null;
  // `+ 0` makes the minus zero of "-0" a plain one.
  const value = (sign === "-" ? -Number(whole) : Number(whole)) + 0;
  return value < min || value > max ? null : value;
}

/**
 * An amount (`19.99`, `19,9`, `€ 1,234.50`, `1.234,50`) in minor units; null when it is none, has more digits than
 * the currency, or is beyond `max`. `1,234` in a currency with cents is refused: it may be either.
 */
export function readMoney(text: string, currency: string, max: number): Money | null {
  let amount = plain(text).replace(new RegExp(`^${currency}|${currency}$`, "i"), "").replace(/^\p{Sc}|\p{Sc}$/u, "");
  const last = Math.max(amount.lastIndexOf("."), amount.lastIndexOf(","));
  const mark = amount[last];
  const other = mark === "." ? "," : ".";
  if (last >= 0 && amount.includes(other)) {
    const whole = ungrouped(amount.slice(0, last), other);
    if (whole === null) return null;
    amount = whole + amount.slice(last);
  } else if (mark !== undefined && amount.split(mark).length > 2) {
    const whole = ungrouped(amount, mark as "." | ",");
    if (whole === null) return null;
    amount = whole;
  }
  const money = fromDecimal(amount, currency);
  return money === null || money.amount > max ? null : money;
}

/** A percentage (`19`, `5.5`, `5,5 %`) in basis points, of which a hundred are one percent; null when it is none. */
export function readPercent(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?%?$/.exec(plain(text));
  if (!match) return null;
  const points = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return points > 10_000 ? null : points;
}

/** `550` → `5.5` */
export function writePercent(points: number): string {
  return String(points / 100);
}
