import type { Variant } from "@souk/api/types";
import { describe, expect, it } from "vitest";

import { choose, firstVariant, stateOf } from "./variant-choice";

function variant(colour: string, size: string, available: boolean): Variant {
  return {
    sku: `${colour}-${size}`,
    title: `${colour} ${size}`,
    options: { Colour: colour, Size: size },
    price: { amount: 100, currency: "EUR" },
    available: available ? 4 : 0,
    backorderable: false,
    weight_g: 1,
  } as unknown as Variant;
}

const shirt = {
  options: [
    { name: "Colour", values: ["Sand", "Slate", "Rust"] },
    { name: "Size", values: ["S", "M", "L"] },
  ],
  variants: [variant("Sand", "S", false), variant("Sand", "M", true), variant("Slate", "M", true), variant("Slate", "L", true)],
};

describe("the variant to begin with", () => {
  it("is the one asked for, even sold out", () => expect(firstVariant(shirt, "Sand-S")?.sku).toBe("Sand-S"));
  it("else the first that can be bought", () => expect(firstVariant(shirt, null)?.sku).toBe("Sand-M"));
  it("is nothing without variants", () => expect(firstVariant({ options: [], variants: [] }, null)).toBeUndefined());
});

describe("what a value looks like beside the other choices", () => {
  const chosen = { Colour: "Sand", Size: "M" };
  it.each([
    ["Colour", "Slate", "available"],
    ["Size", "S", "sold-out"],
    ["Size", "L", "other-combination"],
    ["Colour", "Rust", "none"],
  ])("%s %s is %s", (option, value, state) => {
    expect(stateOf(shirt, chosen, option, value)).toBe(state);
  });
});

describe("choosing", () => {
  it("keeps the other choices where it can", () => {
    expect(choose(shirt, { Colour: "Sand", Size: "M" }, "Colour", "Slate")?.sku).toBe("Slate-M");
  });
  it("changes them where it must", () => {
    expect(choose(shirt, { Colour: "Sand", Size: "M" }, "Size", "L")?.sku).toBe("Slate-L");
  });
  it("prefers what can be bought among equals", () => {
    expect(choose(shirt, {}, "Colour", "Sand")?.sku).toBe("Sand-M");
  });
  it("has no answer to a value nobody makes", () => {
    expect(choose(shirt, {}, "Colour", "Rust")).toBeNull();
  });
});
