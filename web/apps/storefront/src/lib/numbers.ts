import { locale } from "@/lib/language";

const RATING = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const GRAMS = new Intl.NumberFormat(locale, { style: "unit", unit: "gram" });
const KILOS = new Intl.NumberFormat(locale, { style: "unit", unit: "kilogram", maximumFractionDigits: 1 });

export function formatRating(average: number): string {
  return RATING.format(average);
}

export function formatWeight(grams: number): string {
  return grams < 1000 ? GRAMS.format(grams) : KILOS.format(grams / 1000);
}
