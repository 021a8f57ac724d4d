import { LOCALE } from "@souk/api/money";

/** ISO 3166-1 alpha-2, as far as goods are sent anywhere. */
const CODES =
  "AD AE AL AM AR AT AU AZ BA BE BG BR BY CA CH CL CN CO CY CZ DE DK DZ EE EG ES FI FR GB GE GR HK HR HU ID IE IL IN IS IT JO JP KE KR KW KZ LB LI LT LU LV MA MC MD ME MK MT MX MY NG NL NO NZ OM PE PH PL PT QA RO RS SA SE SG SI SK SM TH TN TR TW UA US UY VN ZA".split(
    " ",
  );
const NAMES = new Intl.DisplayNames(LOCALE, { type: "region" });

export function countryName(code: string): string {
  return NAMES.of(code) ?? code;
}

export const COUNTRIES = CODES.map((value) => ({ value, label: countryName(value) })).sort((a, b) => a.label.localeCompare(b.label));
