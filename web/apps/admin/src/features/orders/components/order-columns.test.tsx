import type { Order } from "@souk/api/types";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";

import { ORDER_COLUMNS } from "@/features/orders/components/order-columns";

afterEach(cleanup);

test("an order is told in words: a country's name, and states that begin alike", () => {
  const order = { status: "confirmed", reason: null, payment: { status: "partially_refunded" }, shipping_address: { country: "IE" } } as unknown as Order;
  for (const name of ["to", "status", "payment"]) render(<p>{ORDER_COLUMNS.find(({ id }) => id === name)?.cell(order)}</p>);
  for (const words of ["Ireland", "Confirmed", "Partly refunded"]) expect(screen.getByText(words)).toBeTruthy();
});
