import { describe, expect, it } from "vitest";

import { formatMoney, fromDecimal, isSameMoney, LOCALE, speakLocale, toDecimal } from "./money";

describe("formatMoney", () => {
  it.each([
    [{ amount: 1999, currency: "EUR" }, "€19.99"],
    [{ amount: 0, currency: "EUR" }, "€0.00"],
    [{ amount: -250, currency: "EUR" }, "-€2.50"],
    [{ amount: 123_456_789, currency: "EUR" }, "€1,234,567.89"],
    [{ amount: 1999, currency: "JPY" }, "JP¥1,999"],
  ])("writes %o as %s", (money, text) => {
    expect(formatMoney(money)).toBe(text);
  });

  it("knows currencies of three minor digits", () => {
    expect(formatMoney({ amount: 1234, currency: "KWD" })).toContain("1.234");
  });
});

describe("fromDecimal", () => {
  it.each([
    ["19.99", "EUR", 1999],
    ["19,9", "EUR", 1990],
    ["20", "EUR", 2000],
    [" 0.29 ", "EUR", 29],
    ["1999", "JPY", 1999],
    ["1.5", "KWD", 1500],
  ])("reads %s %s", (text, currency, amount) => {
    expect(fromDecimal(text, currency)).toEqual({ amount, currency });
  });

  it.each(["", "abc", "-1", "1.999", "1e3", "1.2.3", "1000000000000"])("refuses %s", (text) => {
    expect(fromDecimal(text, "EUR")).toBeNull();
  });

  it("is the inverse of toDecimal", () => {
    for (const amount of [0, 5, 29, 100, 1999, 123_456]) {
      const money = { amount, currency: "EUR" };
      expect(fromDecimal(toDecimal(money), "EUR")).toEqual(money);
    }
  });
});

it("compares amount and currency", () => {
  expect(isSameMoney({ amount: 1, currency: "EUR" }, { amount: 1, currency: "EUR" })).toBe(true);
  expect(isSameMoney({ amount: 1, currency: "EUR" }, { amount: 1, currency: "USD" })).toBe(false);
});

it("writes amounts as each language does", () => {
  speakLocale("de-DE");
  expect(formatMoney({ amount: 123_450, currency: "EUR" })).toBe("1.234,50\u00a0€");
  speakLocale(LOCALE);
  expect(formatMoney({ amount: 123_450, currency: "EUR" })).toBe("€1,234.50");
});
