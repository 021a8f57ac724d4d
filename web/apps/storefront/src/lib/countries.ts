import { locale } from "@/lib/language";

/** ISO 3166-1 alpha-2; where a shipping method exists is for the shop to say, not for this list. */
const CODES =
  "AD AE AL AM AR AT AU AZ BA BE BG BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GE GR HK HR HU IE IL IN IS IT JO JP KE KR LB LI LT LU LV MA MC MD ME MK MT MX MY NL NO NZ PE PH PL PT QA RO RS SA SE SG SI SK TH TN TR TW UA US VN ZA".split(" ");

const names = new Intl.DisplayNames(locale, { type: "region" });

export function countryName(code: string): string {
  return names.of(code) ?? code;
}

export const COUNTRIES = CODES.map((code) => ({ code, name: countryName(code) })).sort((a, b) => a.name.localeCompare(b.name, locale));
