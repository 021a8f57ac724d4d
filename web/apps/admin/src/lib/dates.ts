import { LOCALE } from "@souk/api/money";

const MOMENT = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" });

export function formatMoment(time: string): string {
  return MOMENT.format(new Date(time));
}
