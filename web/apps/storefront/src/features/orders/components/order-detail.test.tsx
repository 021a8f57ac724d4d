import type { Order } from "@souk/api/types";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { OrderDetail } from "./order-detail";

afterEach(cleanup);

const money = (amount: number) => ({ amount, currency: "EUR" });
const order = (status: string, refunded?: { amount: number; currency: string }) =>
  ({
    lines: [],
    fulfillments: [],
    history: [{ at: "2026-01-02T10:00:00Z", status: "confirmed" }],
    payment: { status, refunded },
    shipping_address: { name: "Mira", line1: "Gate 4", city: "Vienna", postal_code: "1010", country: "AT" },
    totals: { subtotal: money(3000), discount: money(0), shipping: money(500), tax: money(0), tax_included: true, total: money(3500) },
  }) as unknown as Order;

it("says in the totals and in the history that a part was refunded", () => {
  const { rerender } = render(<OrderDetail order={order("captured")} />);
  expect(screen.queryByText(/refunded/i)).toBeNull();
  rerender(<OrderDetail order={order("partially_refunded")} />);
  expect(screen.getByText("Refunded", { selector: "dt" }).nextElementSibling?.textContent).toBe("in part");
  expect(screen.getByText("Refunded in part").tagName).toBe("LI");
  rerender(<OrderDetail order={order("partially_refunded", money(550))} />);
  expect(screen.getByText("Refunded", { selector: "dt" }).nextElementSibling?.textContent).toBe("€5.50");
});
