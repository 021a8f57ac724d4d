import { ApiError, readProblem } from "@souk/api/problem";
import { afterAll, expect, it } from "vitest";

import { explain, explainField } from "@/lib/explain";
import { loadWords } from "@/lib/words";

afterAll(() => loadWords("en"));

it.each([
  ["/password", "must have at least 10 characters", "At least 10 characters, please"],
  ["/new", "must not contain your e-mail address", "It must not contain your e-mail address"],
  ["/new", "is one of the most common passwords; choose another", "This is one of the first passwords that anybody would try"],
  ["/current", "is not your password", "This is not your current password"],
  ["/email", "is not an e-mail address", "This does not look like an e-mail address"],
  ["/shipping_address/city", "Expected `str` of length >= 1", "This is needed"],
  ["/name", "Expected `str` of length <= 100", "No more than 100 characters, please"],
  ["/shipping_address/phone", "anything else", "This cannot be right yet"],
])("%s: %s", (pointer, detail, words) => {
  expect(explainField({ pointer, detail })).toBe(words);
});

it("says nothing in English on a page in another language", async () => {
  const problem = readProblem(new Response(null, { status: 409 }), { type: "https://souk.test/problems/stock-changed", title: "Stock changed", detail: "somebody was there" });
  expect(explain(problem, "en")).toBe("somebody was there");
  await loadWords("de");
  expect(explain(problem, "de")).toBe("Der Laden hat das nicht angenommen.");
  expect(explain(new ApiError(problem).problem, "de")).not.toContain("somebody");
  expect(explainField({ pointer: "/password", detail: "must have at least 10 characters" })).toBe("Bitte mindestens 10 Zeichen");
});
