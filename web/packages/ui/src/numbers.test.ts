import { describe, expect, it } from "vitest";

import { readMoney, readPercent, readWhole, writePercent } from "./numbers";

const MAX = 1_000_000_000;
const eur = (text: string) => readMoney(text, "EUR", MAX)?.amount ?? null;

describe("an amount", () => {
  it.each([
    ["19.99", 1999],
    ["19,99", 1999],
    ["19,9", 1990],
    ["20", 2000],
    ["0", 0],
    ["0.01", 1],
    ["20.", 2000],
    [" 20 ", 2000],
    ["€19.99", 1999],
    ["19.99 €", 1999],
    ["EUR 19.99", 1999],
    ["1,234.50", 123450],
    ["1.234,50", 123450],
    ["1 234,50", 123450],
    ["1'234.50", 123450],
    ["1,234,567", 123456700],
    ["１９．９９", 1999],
    ["10000000", 1_000_000_000],
  ])("%j is %i cents", (text, cents) => expect(eur(text)).toBe(cents));

  it.each(["", " ", "abc", "-1", "1e5", "0x10", "NaN", "Infinity", "1.999", "1,234", "1.234", "1,23.4", "12,34.50", "1..2", "1,2,3", "<b>1</b>", "10000000.01", "9".repeat(40), "€", "1 €€", "٣"])(
    "%j is none",
    (text) => expect(eur(text)).toBeNull(),
  );

  it("has as many digits as its currency", () => {
    expect(readMoney("1500", "JPY", MAX)?.amount).toBe(1500);
    expect(readMoney("1500.5", "JPY", MAX)).toBeNull();
    expect(readMoney("1.234", "KWD", MAX)?.amount).toBe(1234);
  });
});

describe("a whole number", () => {
  const whole = (text: string) => readWhole(text, -1000, 1_000_000);
  it.each([
    ["12", 12],
    ["+12", 12],
    ["-12", -12],
    ["−12", -12],
    ["1 200", 1200],
    ["1,200", 1200],
    ["007", 7],
    ["-0", 0],
  ])("%j is %i", (text, value) => expect(whole(text)).toBe(value));

  it.each(["", "1.5", "1,5", "1,20", "1e3", "--1", "1-", "1000001", "-1001", "9".repeat(30), "0x1", "½"])("%j is none", (text) => expect(whole(text)).toBeNull());
});

describe("a percentage", () => {
  it.each([
    ["19", 1900],
    ["5.5", 550],
    ["5,5 %", 550],
    ["0", 0],
    ["100", 10_000],
    ["0.01", 1],
  ])("%j is %i basis points", (text, points) => expect(readPercent(text)).toBe(points));

  it.each(["", "%", "101", "-1", "5.555", "1e1", "abc"])("%j is none", (text) => expect(readPercent(text)).toBeNull());

  it("is written as it is read", () => {
    for (const points of [0, 1, 50, 550, 1900, 10_000]) expect(readPercent(writePercent(points))).toBe(points);
  });
});
