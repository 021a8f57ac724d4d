import { expect, it } from "vitest";

import { readOrderLink } from "./order-link";

it.each([
  ["http://127.0.0.1:8080/orders/ord_06h1?token=abc.def", { id: "ord_06h1", token: "abc.def" }],
  ["  https://souk.example/de/orders/ord_06h1/?utm=x&token=a%2Fb \n", { id: "ord_06h1", token: "a/b" }],
  ["https://souk.example/orders/ord_06h1", null],
  ["https://souk.example/orders/ord_06h1?token=%E0%A4%A", null],
  ["javascript:alert(1)", null],
  ["", null],
])("reads %j", (text, order) => {
  expect(readOrderLink(text)).toEqual(order);
});
