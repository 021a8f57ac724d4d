import type { Cart } from "@souk/api/types";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { cart as cartQuery } from "@/features/cart/api/get-cart";
import { cartId } from "@/features/cart/cart-id";

import { Component as CartPage } from "./cart";

afterEach(cleanup);
beforeEach(() => localStorage.clear());

const money = (amount: number) => ({ amount, currency: "EUR" });
const totals = { subtotal: money(0), discount: money(0), shipping: money(0), tax: money(0), tax_included: true, total: money(0) };
const line = (sku: string) => ({ sku, title: sku, quantity: 1, unit_price: money(100), total: money(100), image: null, product_id: null, problems: [] });
const cart = (...skus: string[]) => ({ id: "cart_1", order_id: null, lines: skus.map(line), problems: [], totals }) as unknown as Cart;

it("leads the keyboard from a line that is taken out to the list, and from the last one to the page's heading", async () => {
  cartId.write("cart_1");
  const queries = new QueryClient();
  queries.setQueryData(cartQuery("cart_1").queryKey, cart("Mug", "Lamp"));
  const answers = [cart("Lamp"), cart()];
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(answers.shift())));
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter>
        <CartPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Remove Mug" }));
  await vi.waitFor(() => expect(screen.queryByText("Mug")).toBeNull());
  expect(document.activeElement).toBe(screen.getByRole("list", { name: "In your cart" }));
  await userEvent.click(screen.getByRole("button", { name: "Remove Lamp" }));
  await screen.findByText("There is nothing in it yet.");
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Your cart" }));
});
