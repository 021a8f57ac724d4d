import { expect, test } from "vitest";

import { nameOf } from "@/lib/people";

const people = new Map([
  ["usr_06h1", { name: "Ada Reyes", email: "ada@example.org" }],
  ["usr_06h2", { name: "", email: "bo@example.org" }],
]);

test("people are called by their names, and what acts by itself by what it is", () => {
  expect(["usr_06h1", "usr_06h2", "gateway", "customer"].map((id) => nameOf(id, people))).toEqual(["Ada Reyes", "bo@example.org", "gateway", "customer"]);
});

test("whoever cannot be looked up is told from others by the end of the id", () => {
  expect(nameOf("usr_06h1gtqne0mm6bj2077u3p6hic", people)).toBe("a colleague (…3p6hic)");
});
