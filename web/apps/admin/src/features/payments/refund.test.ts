import { expect, test } from "vitest";

import { wrongAmount } from "@/features/payments/refund";

const bound = { amount: 1_250, currency: "EUR" };
const wrong = (text: string) => wrongAmount(text, bound, ({ amount }) => String(amount));

test("anything up to the bound may be given back", () => {
  expect(["12.50", "0.01", " 3 "].map(wrong)).toEqual([null, null, null]);
});

test("nothing, too much and nonsense are told apart", () => {
  expect(["", "0", "-1", "12.51", "99999999999999999999", "1.234", "ten"].map((text) => wrong(text) !== null)).toEqual(Array(7).fill(true));
  expect(wrong("12.51")).toBe("At most 1250.");
  expect(wrong("")).toBe("An amount, please.");
});
