import { expect, it } from "vitest";

import { languageOf, pathIn } from "./language";

it.each([
  ["/", "en"],
  ["/de", "de"],
  ["/de/p/lamp", "de"],
  ["/desk", "en"],
  ["/p/de", "en"],
])("%s is %s", (path, language) => {
  expect(languageOf(path)).toBe(language);
});

it("leads to the same page in another language", () => {
  expect(pathIn("de", "/")).toBe("/de");
  expect(pathIn("de", "/p/lamp")).toBe("/de/p/lamp");
  expect(pathIn("en", "/p/lamp")).toBe("/p/lamp");
});
