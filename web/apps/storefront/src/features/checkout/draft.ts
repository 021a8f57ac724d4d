/** What has been filled in so far, kept for this tab: a reload or another try starts from it. */
import type { FieldError } from "@souk/api/problem";

import { checkAddress, sentAddress, type AddressErrors, type PostalAddress, type SentAddress } from "@/lib/address-rules";
import { explainField } from "@/lib/explain";
import { box, type Box } from "@/lib/storage";
import { t } from "@/lib/words";

export interface Draft extends PostalAddress {
  email: string;
}

export const EMPTY: Draft = { email: "", name: "", line1: "", line2: "", city: "", region: "", postal_code: "", country: "", phone: "" };

export const draftBox = draftsIn("souk.checkout-draft", () => sessionStorage);
/** The details of the last order from this device, where somebody asked to keep them. */
export const rememberedBox = draftsIn("souk.checkout-details", () => localStorage);

function draftsIn(key: string, store: () => Storage): Box<Draft> {
  return box<Draft>(key, (value) => (typeof value === "object" && value !== null ? { ...EMPTY, ...(value as Partial<Draft>) } : null), store);
}

export type DraftErrors = AddressErrors & { email?: string };

/** What is missing or looks wrong, by field; the shop has the last word. */
export function check(draft: Draft): DraftErrors {
  const email = draft.email.trim();
  if (email === "") return { email: t("address.need_email"), ...checkAddress(draft) };
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return { email: t("address.wrong_email"), ...checkAddress(draft) };
  return checkAddress(draft);
}

/** The address as the API takes it; null while something needed is missing. */
export function addressOf(draft: Draft): SentAddress | null {
  return Object.keys(checkAddress(draft)).length > 0 ? null : sentAddress(draft);
}

/** The shop's own objections (`/shipping_address/postal_code`) beside the fields they are about. */
export function errorsAt(errors: FieldError[]): DraftErrors {
  const found: DraftErrors = {};
  for (const error of errors) {
    const field = error.pointer.slice(error.pointer.lastIndexOf("/") + 1);
    if (field in EMPTY) found[field as keyof Draft] ??= explainField(error);
  }
  return found;
}
