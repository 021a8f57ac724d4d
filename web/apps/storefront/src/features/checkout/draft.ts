/** What has been filled in so far, kept for this tab: a reload or another try starts from it. */
import type { Address } from "@souk/api/types";

import { box } from "@/lib/storage";

export interface Draft {
  email: string;
  name: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postal_code: string;
  country: string;
  phone: string;
}

export const EMPTY: Draft = { email: "", name: "", line1: "", line2: "", city: "", region: "", postal_code: "", country: "", phone: "" };

export const draftBox = box<Draft>(
  "souk.checkout-draft",
  (value) => (typeof value === "object" && value !== null ? { ...EMPTY, ...(value as Partial<Draft>) } : null),
  () => sessionStorage,
);

export type DraftErrors = Partial<Record<keyof Draft, string>>;

const NEEDED: Partial<Record<keyof Draft, string>> = {
  email: "Where may we send the confirmation?",
  name: "Who receives the parcel?",
  line1: "Street and number, please",
  postal_code: "The postcode, please",
  city: "The town, please",
  country: "Choose a country",
};

/** What is missing or looks wrong, by field; the shop has the last word. */
export function check(draft: Draft): DraftErrors {
  const errors: DraftErrors = {};
  for (const [field, words] of Object.entries(NEEDED) as [keyof Draft, string][]) {
    if (draft[field].trim() === "") errors[field] = words;
  }
  if (!errors.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim())) errors.email = "This does not look like an e-mail address";
  return errors;
}

/** The address as the API takes it; null while something needed is missing. */
export function addressOf(draft: Draft): Address | null {
  if (Object.keys(check(draft)).some((field) => field !== "email")) return null;
  const given = (text: string) => (text.trim() === "" ? null : text.trim());
  const [line2, region, phone] = [given(draft.line2), given(draft.region), given(draft.phone)];
  return {
    name: draft.name.trim(),
    line1: draft.line1.trim(),
    city: draft.city.trim(),
    postal_code: draft.postal_code.trim(),
    country: draft.country,
    ...(line2 && { line2 }),
    ...(region && { region }),
    ...(phone && { phone }),
  };
}

/** The shop's own objections (`/shipping_address/postal_code`) beside the fields they are about. */
export function errorsAt(errors: { pointer: string; detail: string }[]): DraftErrors {
  const found: DraftErrors = {};
  for (const { pointer, detail } of errors) {
    const field = pointer.slice(pointer.lastIndexOf("/") + 1);
    if (field in EMPTY) found[field as keyof Draft] ??= detail;
  }
  return found;
}
