/** Days of the dashboard's figures, as the shop counts them: days are UTC's. */
import { LOCALE } from "@souk/api/money";
import type { SalesReport } from "@souk/api/types";
import type { ChartPoint } from "@souk/ui/chart";

export const SPANS = [7, 30, 90, 365] as const;

export interface Span {
  days: number;
  /** First and last day, `2026-11-25`. */
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;
const DAY_NAME = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", timeZone: "UTC" });

export function spanOf(days: number, now: Date): Span {
  const day = (ago: number) => new Date(now.getTime() - ago * DAY_MS).toISOString().slice(0, 10);
  return { days, from: day(days - 1), to: day(0) };
}

export function intervalOf(days: number): "day" | "week" | "month" {
  return days <= 31 ? "day" : days <= 120 ? "week" : "month";
}

/** Every interval of the span, also those in which nothing was sold and which the report leaves out. */
export function points({ begin, end, interval, items }: SalesReport, figure: (row: SalesReport["items"][number]) => number): ChartPoint[] {
  const sums = new Map<string, number>();
  for (const row of items) sums.set(row.begin, (sums.get(row.begin) ?? 0) + figure(row));
  return begins(begin, end, interval).map((day) => ({ name: DAY_NAME.format(new Date(day)), value: sums.get(day) ?? 0 }));
}

/** Days on which intervals begin: weeks on Mondays, months on the first. */
export function begins(from: string, to: string, interval: string): string[] {
  const at = new Date(`${from}T00:00:00Z`);
  if (interval === "week") at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  if (interval === "month") at.setUTCDate(1);
  const found: string[] = [];
  for (let day = at.toISOString().slice(0, 10); day <= to; day = at.toISOString().slice(0, 10)) {
    found.push(day);
    if (interval === "month") at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCDate(at.getUTCDate() + (interval === "week" ? 7 : 1));
  }
  return found;
}
