import { LOCALE } from "@souk/api/money";

const INSTANT = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });

/** A moment to the millisecond, for those who compare logs. */
export function formatInstant(time: string): string {
  return INSTANT.format(new Date(time));
}
