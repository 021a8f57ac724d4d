import { describe, expect, it } from "vitest";

import { checkAddress, NO_POSTCODE, sentAddress, takesRegion, type PostalAddress } from "./address-rules";
import { COUNTRIES } from "./countries";

const cork: PostalAddress = { name: "Ada", line1: "1 Harbour Row", line2: "", city: "Cork", region: "", postal_code: "T12 X8YR", country: "IE", phone: "" };
const at = (country: string, postal_code: string, more: Partial<PostalAddress> = {}) => checkAddress({ ...cork, country, postal_code, ...more });

describe("postcodes", () => {
  it.each([
    ["DE", "10115", "1011"],
    ["AT", "1010", "10100"],
    ["GB", "sw1a 1aa", "SW1A"],
    ["IE", "T12 X8YR", "TT2"],
    ["NL", "1012 AB", "AB 1012"],
    ["FR", "75001", "7500"],
    ["PL", "00-950", "950-00"],
    ["PT", "1000-205", "10-205"],
    ["CH", "8001", "80011"],
  ])("of %s: %s is one, %s is none", (country, right, wrong) => {
    expect(at(country, right).postal_code).toBeUndefined();
    expect(at(country, wrong).postal_code).toMatch(/no postcode/);
  });

  it("are not asked for where there are none", () => {
    expect(at("HK", "", { region: "Kowloon" })).toEqual({});
    expect(sentAddress({ ...cork, country: "HK", postal_code: "" }).postal_code).toBe(NO_POSTCODE);
  });
});

it("asks for a region where the post needs one, and sends none where nobody has one", () => {
  expect(at("US", "94016").region).toMatch(/United States/);
  expect(at("US", "94016", { region: "CA" })).toEqual({});
  expect(takesRegion("DE")).toBe(false);
  expect(sentAddress({ ...cork, country: "DE", region: "left over" })).not.toHaveProperty("region");
});

it("names everything that is missing, in the order of the form", () => {
  const nothing: PostalAddress = { name: "", line1: " ", line2: "", city: "", region: "", postal_code: "", country: "", phone: "" };
  expect(Object.keys(checkAddress(nothing))).toEqual(["name", "country", "line1", "postal_code", "city"]);
});

it("refuses telephone numbers with words in them", () => {
  expect(at("IE", "T12 X8YR", { phone: "+353 (0)21 427-6871" })).toEqual({});
  expect(at("IE", "T12 X8YR", { phone: "ring twice" })).toHaveProperty("phone");
});

it("accepts some postcode of every country it offers", () => {
  expect(COUNTRIES.length).toBeGreaterThan(60);
  for (const { code } of COUNTRIES) expect(at(code, "", { region: "x" })).not.toHaveProperty("country");
});
