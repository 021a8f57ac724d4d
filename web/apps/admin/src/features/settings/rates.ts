/** The table of tax rates while it is edited; pure. */
import type { TaxTable } from "@souk/api/types";
import { readPercent, writePercent } from "@souk/ui/numbers";

export interface Rate {
  key: string;
  /** ISO 3166-1 alpha-2, or `*`. */
  country: string;
  taxClass: string;
  /** As typed. */
  percent: string;
}

export function draftRates(table: TaxTable): Rate[] {
  return table.items.map(({ country, tax_class, rate_bp }) => ({ key: `${country}/${tax_class}`, country, taxClass: tax_class, percent: writePercent(rate_bp) }));
}

/** As the shop takes it; null while something in it is no rate. */
export function tableOf(rates: readonly Rate[], isIncluded: boolean, version: number): TaxTable | null {
  const items: TaxTable["items"] = [];
  for (const { country, taxClass, percent } of rates) {
    const rate_bp = readPercent(percent);
    if (rate_bp === null || !/^([a-z0-9][a-z0-9_-]{0,31}|\*)$/.test(taxClass)) return null;
    items.push({ country, tax_class: taxClass, rate_bp });
  }
  return { items, prices_include_tax: isIncluded, version };
}

export function isSameTable(a: TaxTable, b: TaxTable): boolean {
  const inWords = ({ items, prices_include_tax }: TaxTable) => JSON.stringify([prices_include_tax, items.map(({ country, tax_class, rate_bp }) => [country, tax_class, rate_bp])]);
  return inWords(a) === inWords(b);
}

/** What is wrong with the table as a whole, in words. */
export function mistakes(rates: readonly Rate[]): string[] {
  const names = rates.map(({ country, taxClass }) => `${country === "*" ? "everywhere else" : country} / ${taxClass}`);
  const twice = Array.from(new Set(names.filter((name, index) => names.indexOf(name) < index)));
  const odd = rates.filter(({ taxClass }) => !/^([a-z0-9][a-z0-9_-]{0,31}|\*)$/.test(taxClass)).length;
  return [...twice.map((name) => `There are two rates for ${name}.`), ...(odd > 0 ? ["A tax class has small letters, digits and dashes; * stands for all."] : [])];
}
