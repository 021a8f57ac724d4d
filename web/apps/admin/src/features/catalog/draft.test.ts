import { describe, expect, it } from "vitest";

import { differences, merged, proposal } from "@/features/catalog/conflict";
import { changesOf, EMPTY, whatIsMissing, type Draft, type DraftVariant } from "@/features/catalog/draft";
import { priced } from "@/features/catalog/prices";

const variant = (sku: string, amount: number, isKnown = true): DraftVariant => ({ sku, options: { Size: sku }, price: { amount, currency: "EUR" }, compareAt: null, weightG: 0, taxClass: "standard", image: null, isKnown });
const BASE: Draft = { ...EMPTY, title: "Mug", slug: "mug", category: "cat_1", options: [{ name: "Size", values: ["A", "B"] }], variants: [variant("A", 100), variant("B", 200)] };

describe("what is asked of the shop", () => {
  it("nothing, when nothing changed", () => expect(changesOf(BASE, { ...BASE })).toEqual({ edit: null, edited: [], added: [], removed: [] }));

  it("only what changed", () => {
    const after = { ...BASE, title: " Cup ", variants: [variant("A", 150), variant("C", 300, false)] };
    expect(changesOf(BASE, after)).toEqual({
      edit: { title: "Cup" },
      edited: [{ sku: "A", body: { price: { amount: 150, currency: "EUR" } } }],
      added: [{ sku: "C", options: { Size: "C" }, price: { amount: 300, currency: "EUR" }, weight_g: 0, tax_class: "standard" }],
      removed: ["B"],
    });
  });

  it("a price to compare with can be taken away", () => {
    const dear = { ...BASE, variants: [{ ...variant("A", 100), compareAt: { amount: 900, currency: "EUR" } }] };
    expect(changesOf(dear, { ...dear, variants: [variant("A", 100)] }).edited).toEqual([{ sku: "A", body: { compare_at: null } }]);
  });

  it("the picture of a variant, as long as the product has it", () => {
    const [front, back] = ["med_1", "med_2"].map((id) => ({ id, url: `/media/${id}.webp`, alt: "" }));
    if (!front || !back) throw new Error("two pictures");
    const plain = { ...BASE, media: [front, back] };
    const shown = { ...plain, variants: [{ ...variant("A", 100), image: "med_2" }, variant("B", 200), { ...variant("C", 300, false), image: "med_1" }] };
    expect(changesOf(plain, shown)).toMatchObject({ edit: null, edited: [{ sku: "A", body: { image: "med_2" } }], added: [{ sku: "C", image: "med_1" }] });
    const gone = { ...shown, media: [front] };
    expect(changesOf(shown, gone).edited).toEqual([{ sku: "A", body: { image: null } }]);
    expect(changesOf(plain, gone).edited).toEqual([]);
  });

  it("an emptied address stays as it is", () => expect(changesOf(BASE, { ...BASE, slug: "" }).edit).toBeNull());
});

describe("what is missing", () => {
  it("nothing of a whole product", () => expect(whatIsMissing(BASE)).toEqual([]));

  it.each<[string, Partial<Draft>]>([
    ["a title", { title: "  " }],
    ["a category", { category: null }],
    ["a proper address", { slug: "Mug & Co" }],
    ["a price", { variants: [{ ...variant("A", 1), price: null }] }],
    ["a price above zero", { variants: [variant("A", 0)] }],
    ["a SKU", { variants: [variant("<b>", 1)] }],
    ["SKUs that differ", { variants: [variant("A", 1), variant(" A", 1)] }],
    ["a price before that is above", { variants: [{ ...variant("A", 100), compareAt: { amount: 100, currency: "EUR" } }] }],
  ])("%s", (_, part) => expect(whatIsMissing({ ...BASE, ...part }).length).toBeGreaterThan(0));
});

describe("two who change one product", () => {
  const mine = { ...BASE, title: "My mug", description: "mine" };
  const theirs = { ...BASE, title: "Their mug", seoTitle: "theirs", variants: [variant("A", 100)] };
  const name = (id: string) => id;

  it("what both changed is a clash, what one changed is not", () => {
    const rows = differences(BASE, mine, theirs, name).map(({ field, isClash }) => [field, isClash]);
    expect(rows).toEqual([
      ["title", true],
      ["description", false],
      ["seoTitle", false],
      ["variants", false],
    ]);
  });

  it("nothing that only one of them changed gets lost", () => {
    const result = merged(mine, theirs, proposal(BASE, mine));
    expect(result).toMatchObject({ title: "My mug", description: "mine", seoTitle: "theirs" });
    expect(result.variants.map(({ sku }) => sku)).toEqual(["A"]);
  });

  it("a variant that they removed and mine keeps is made anew", () => {
    const kept = merged(mine, theirs, { variants: "mine" }).variants;
    expect(kept.map(({ sku, isKnown }) => [sku, isKnown])).toEqual([
      ["A", true],
      ["B", false],
    ]);
  });

  it("one of theirs can be chosen over mine", () => expect(merged(mine, theirs, { title: "theirs" }).title).toBe("Their mug"));
});

describe("prices of many", () => {
  const eur = (amount: number) => ({ amount, currency: "EUR" });
  it.each([
    [1000, 1000, 1100],
    [999, 1000, 1099],
    [1, -5000, 1],
    [333, -10_000, 1],
    [1_000_000_000, 10_000, 1_000_000_000],
  ])("%i by %i basis points is %i", (amount, points, result) => expect(priced(eur(amount), { kind: "by", points })).toEqual(eur(result)));
});
