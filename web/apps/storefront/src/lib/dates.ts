import { LOCALE } from "@souk/api/money";

const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: "long" });
const MOMENT = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" });

export function formatDay(time: string): string {
  return DAY.format(new Date(time));
}

export function formatMoment(time: string): string {
  return MOMENT.format(new Date(time));
}
