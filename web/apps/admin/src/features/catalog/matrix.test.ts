import { describe, expect, it } from "vitest";

import type { DraftVariant } from "@/features/catalog/draft";
import { code, combinations, filled, missing, VARIANTS_MAX } from "@/features/catalog/matrix";

const COLOUR = { name: "Colour", values: ["Sand", "Ink"] };
const SIZE = { name: "Size", values: ["S", "M", "L"] };
const PATTERN = { prefix: "MUG", price: { amount: 900, currency: "EUR" }, weightG: 300, taxClass: "standard" };
const known = (sku: string, options: Record<string, string>): DraftVariant => ({ sku, options, price: { amount: 100, currency: "EUR" }, compareAt: null, weightG: 1, taxClass: "reduced", image: null, isKnown: true });

describe("combinations", () => {
  it("nothing to choose makes one", () => expect(combinations([])).toEqual([{}]));

  it("every value with every other, in the order given", () => {
    const all = combinations([COLOUR, SIZE]).map(({ Colour, Size }) => `${Colour ?? ""}${Size ?? ""}`);
    expect(all).toEqual(["SandS", "SandM", "SandL", "InkS", "InkM", "InkL"]);
  });

  it("an option without values does not count", () => expect(combinations([COLOUR, { name: "Size", values: [] }])).toHaveLength(2));
});

describe("the matrix", () => {
  it("keeps what is there and adds what is missing", () => {
    const there = known("OLD-1", { Size: "M", Colour: "Ink" });
    expect(missing([COLOUR, SIZE], [there])).toHaveLength(5);
    const all = filled([COLOUR, SIZE], [there], PATTERN);
    expect(all[0]).toBe(there);
    expect(all.slice(1).map(({ sku }) => sku)).toEqual(["MUG-SAND-S", "MUG-SAND-M", "MUG-SAND-L", "MUG-INK-S", "MUG-INK-L"]);
    expect(filled([COLOUR, SIZE], all, PATTERN)).toEqual(all);
  });

  it("gives no SKU twice, whatever the values are called", () => {
    const skus = filled([{ name: "Colour", values: ["Größe", "GROSSE", "<b>", "日本", "中国"] }], [known("MUG-GROSSE", { Colour: "old" })], PATTERN).map(({ sku }) => sku);
    expect(new Set(skus).size).toBe(6);
    for (const sku of skus) expect(sku).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
  });

  it("stops where the shop does", () => {
    const values = Array.from({ length: 30 }, (_, index) => String(index));
    expect(filled([{ name: "A", values }, { name: "B", values }], [], PATTERN)).toHaveLength(VARIANTS_MAX);
  });

  it("SKUs stay short enough", () => {
    const [variant] = filled([{ name: "A", values: ["x".repeat(100)] }], [], { ...PATTERN, prefix: "y".repeat(60) });
    expect(variant?.sku.length).toBeLessThanOrEqual(64);
  });
});

it("a code has capitals, digits and dashes", () => expect(code("  Sand / Größe 4! ")).toBe("SAND-GROSSE-4"));
