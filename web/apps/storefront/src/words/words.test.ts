import { afterAll, expect, it } from "vitest";

import { counted, loadWords, t } from "@/lib/words";
import german from "@/words/de.json";
import english from "@/words/en.json";

afterAll(() => loadWords("en"));

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

it("has every key in every language, and no other", () => {
  expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
});

it.each(Object.entries(english))("%s is said in German with the same places", (key, text) => {
  const said = german[key as keyof typeof german];
  expect(said.trim()).not.toBe("");
  expect(places(said)).toEqual(places(text));
});

it("has no key that nobody says", () => {
  const files = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.*"], { query: "?raw", import: "default", eager: true });
  const source = Object.values(files).join("\n");
  const unsaid = Object.keys(english).filter((key) => !source.includes(`"${key.replace(/_(?:one|other)$/, "")}"`) && !source.includes(`"${key}"`));
  // Said by keys made of a state's name, or by the server alone.
  expect(unsaid.filter((key) => !/^(?:status|down|offline)\./.test(key))).toEqual([]);
});

it("fills in and counts", async () => {
  expect(t("refusal.total_now", { total: "€12.00" })).toBe("The total is now €12.00");
  expect(counted("list.products", 1)).toBe("1 product");
  expect(counted("list.products", 1234)).toBe("1,234 products");
  expect(() => t("refusal.total_now")).toThrow("{total}");
  await loadWords("de");
  expect(counted("list.products", 2)).toBe("2 Produkte");
});
