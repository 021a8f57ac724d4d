import { expect, it } from "vitest";

import { addressOf, check, EMPTY, errorsAt } from "./draft";

const filled = { ...EMPTY, email: "mira@example.com", name: " Mira ", line1: "Gate 4", city: "Vienna", postal_code: "1010", country: "AT" };

it("names every field that is missing", () => {
  expect(Object.keys(check(EMPTY)).sort()).toEqual(["city", "country", "email", "line1", "name", "postal_code"]);
  expect(check(filled)).toEqual({});
  expect(check({ ...filled, email: "mira@" })).toHaveProperty("email");
});

it("leaves out what was not given, and gives no address while one is not complete", () => {
  expect(addressOf({ ...filled, city: " " })).toBeNull();
  expect(addressOf({ ...filled, email: "" })).toEqual({ name: "Mira", line1: "Gate 4", city: "Vienna", postal_code: "1010", country: "AT" });
});

it("puts the shop's objections beside their fields", () => {
  const errors = errorsAt([
    { pointer: "/shipping_address/postal_code", detail: "Expected `str` of length <= 20" },
    { pointer: "/email", detail: "no such domain" },
    { pointer: "/lines/0/quantity", detail: "elsewhere" },
  ]);
  expect(errors).toEqual({ postal_code: "No more than 20 characters, please", email: "This does not look like an e-mail address" });
});
