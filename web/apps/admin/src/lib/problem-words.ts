import { problemOf } from "@souk/api/problem";

import { sentence } from "@/lib/words";

/** Why something did not work, in sentences for whoever works here; the services' own words are fragments. */
export function problemWords(error: unknown): string {
  const problem = problemOf(error);
  switch (problem.slug) {
    case "forbidden":
      return "Your account may not do this.";
    case "version-mismatch":
      return "Somebody changed it meanwhile. What you see is loaded anew; look again and repeat.";
    case "stock-changed":
      return "The count has changed meanwhile. Look again and repeat.";
    case "unreachable":
      return "The shop could not be reached. Look at your connection and repeat.";
    case "service-unavailable":
      return "A part of the shop does not answer now. Repeat in a moment.";
    case "rate-limited":
      return `That was too much at once. Repeat in ${problem.retryAfterS} s.`;
    case "validation-failed":
      return problem.errors.map(({ pointer, detail }) => spoken([fieldOf(pointer), detail].filter(Boolean).join(": "))).join(" ");
    default:
      return spoken(problem.detail || problem.title);
  }
}

/** The trace id, when the shop itself broke and whoever runs it has to be told; what was refused is no reason to. */
export function traceToTell(error: unknown): string | undefined {
  const problem = problemOf(error);
  return problem.slug === "other" && problem.status >= 500 ? problem.instance : undefined;
}

/** `/lines/0/quantity` is the quantity. */
function fieldOf(pointer: string): string {
  return pointer.split("/").findLast((part) => part !== "" && !/^\d+$/.test(part)) ?? "";
}

function spoken(text: string): string {
  const said = sentence(text.trim());
  return /[.!?…]$/.test(said) ? said : `${said}.`;
}
