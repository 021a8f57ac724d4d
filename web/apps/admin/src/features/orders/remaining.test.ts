import type { Order } from "@souk/api/types";
import { expect, it } from "vitest";

import { remaining } from "./remaining";

const order = (sent: [string, number][][]) =>
  ({
    lines: [
      { sku: "a", title: "A", quantity: 3 },
      { sku: "b", title: "B", quantity: 1 },
    ],
    fulfillments: sent.map((lines) => ({ lines: lines.map(([sku, quantity]) => ({ sku, quantity })) })),
  }) as unknown as Order;

it.each([
  [[], [["a", 3], ["b", 1]]],
  [[[["a", 1]]], [["a", 2], ["b", 1]]],
  [[[["a", 1]], [["a", 2], ["b", 1]]], []],
] as [[string, number][][], [string, number][]][])("after %j are left %j", (sent, left) => {
  expect(remaining(order(sent)).map(({ sku, quantity }) => [sku, quantity])).toEqual(left);
});
