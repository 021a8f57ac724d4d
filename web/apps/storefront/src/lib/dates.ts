import { locale } from "@/lib/language";

const DAY = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
const MOMENT = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const TIME = new Intl.DateTimeFormat(locale, { timeStyle: "short" });

export function formatDay(time: string): string {
  return DAY.format(new Date(time));
}

export function formatMoment(time: string): string {
  return MOMENT.format(new Date(time));
}

export function formatTime(time: number): string {
  return TIME.format(time);
}
