import { describe, expect, it } from "vitest";

import { countFilters, readFilters, wantValue, withoutFilters, writeFilters } from "./filters";

const plain = readFilters(new URLSearchParams(), null);

describe("filters in the address", () => {
  it("come back as they were written", () => {
    const params = "q=lamp&category=lighting&sort=-price&min_price=500&max_price=9000&in_stock=true&attr.material=brass&attr.material=glass";
    expect(writeFilters(readFilters(new URLSearchParams(params), null), false).toString()).toBe(params);
  });

  it("leave out what is as by default, and the category that the path names", () => {
    expect(writeFilters(plain, false).toString()).toBe("");
    expect(writeFilters({ ...plain, category: "rugs" }, true).toString()).toBe("");
  });

  it("ignore nonsense", () => {
    const filters = readFilters(new URLSearchParams("sort=sideways&min_price=-4&max_price=1e9&in_stock=maybe"), null);
    expect(filters).toEqual(plain);
  });
});

it("takes attribute values in and out, and forgets empty attributes", () => {
  const one = wantValue(plain, "material", "brass", true);
  const two = wantValue(one, "material", "glass", true);
  expect(two.attributes).toEqual({ material: ["brass", "glass"] });
  expect(countFilters({ ...two, inStock: true, minPrice: 5 })).toBe(4);
  expect(wantValue(two, "material", "glass", true).attributes.material).toHaveLength(2);
  expect(wantValue(wantValue(two, "material", "glass", false), "material", "brass", false).attributes).toEqual({});
  expect(countFilters(withoutFilters(two))).toBe(0);
});
