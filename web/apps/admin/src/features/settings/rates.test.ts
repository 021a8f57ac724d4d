import { describe, expect, it } from "vitest";

import { draftRates, isSameTable, mistakes, tableOf } from "@/features/settings/rates";

const TABLE = { items: [{ country: "DE", tax_class: "standard", rate_bp: 1900 }, { country: "*", tax_class: "*", rate_bp: 550 }], prices_include_tax: true, version: 3 };

describe("tax rates", () => {
  it("come back as they were", () => {
    const table = tableOf(draftRates(TABLE), true, 3);
    expect(table).toEqual(TABLE);
    expect(table && isSameTable(table, TABLE)).toBe(true);
  });

  it("are no table while one of them is no number", () => {
    const [first, ...rest] = draftRates(TABLE);
    expect(first && tableOf([{ ...first, percent: "19,999" }, ...rest], true, 3)).toBeNull();
    expect(first && tableOf([{ ...first, taxClass: "<b>" }, ...rest], true, 3)).toBeNull();
  });

  it("of one country and class are there once", () => {
    const rates = draftRates(TABLE);
    expect(mistakes(rates)).toEqual([]);
    expect(mistakes([...rates, ...rates])).toHaveLength(2);
  });
});
