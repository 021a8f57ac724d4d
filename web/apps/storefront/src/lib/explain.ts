/**
 * Refusals in a person's words and in this page's language. What the shop says with them is English, and of single
 * fields no more than a fragment for whoever writes programs ("must have at least 10 characters").
 */
import type { FieldError, Problem } from "@souk/api/problem";

import { language, type Language } from "@/lib/language";
import { t } from "@/lib/words";

/** @param spoken the language of the page: a sentence of the shop's own is shown where that is its language */
export function explain(problem: Problem, spoken: Language = language): string {
  switch (problem.slug) {
    case "unreachable":
      return navigator.onLine ? t("problem.unreachable") : t("problem.offline");
    case "service-unavailable":
      return t("problem.unavailable");
    case "rate-limited":
      return t("problem.rate_limited", { seconds: problem.retryAfterS });
    case "validation-failed":
      return t("problem.fields");
    case "other":
      if (problem.type.endsWith("/token-invalid")) return t("problem.token");
      break;
  }
  return spoken === "en" ? problem.detail || problem.title : t("problem.other");
}

/** What a shopper can get wrong: where, how the shop says it, and how this page does. */
const OBJECTIONS: readonly [pointer: RegExp, detail: RegExp, words: (found: string) => string][] = [
  [/^\/current$/, /(?:)/, () => t("account.wrong_password")],
  [/(?:)/, /at least (\d+) characters/, (count) => t("field.too_short", { count: Number(count) })],
  [/(?:)/, /at most (\d+) characters|length <= (\d+)/, (count) => t("field.too_long", { count: Number(count) })],
  [/(?:)/, /length >= 1\b|missing/, () => t("field.needed")],
  [/^\/(?:password|new)$/, /e-mail address/, () => t("field.holds_email")],
  [/^\/(?:password|new)$/, /most common/, () => t("field.too_common")],
  [/\/email$/, /(?:)/, () => t("address.wrong_email")],
];

export function explainField({ pointer, detail }: FieldError): string {
  for (const [where, how, words] of OBJECTIONS) {
    const found = where.test(pointer) && how.exec(detail);
    if (found) return words(found.slice(1).find(Boolean) ?? "");
  }
  return t("field.wrong");
}
