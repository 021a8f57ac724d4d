import type { Cart } from "@souk/api/types";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { draftBox, EMPTY } from "@/features/checkout/draft";

import { CheckoutForm } from "./checkout-form";

afterEach(cleanup);
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

const money = (amount: number) => ({ amount, currency: "EUR" });
const totals = { subtotal: money(1200), discount: money(0), shipping: money(500), tax: money(0), tax_included: true, total: money(1700) };
const cart = { id: "cart_1", lines: [{ sku: "mug", title: "Mug", quantity: 1, unit_price: money(1200), total: money(1200), image: null, problems: [] }], totals } as unknown as Cart;
const post = { id: "post", title: "Post", price: money(500), days_min: 1, days_max: 2 };
const complete = { ...EMPTY, email: "mira@example.com", name: "Mira", line1: "Gate 4", city: "Vienna", postal_code: "1010", country: "AT" };

function show() {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter>
        <CheckoutForm cart={cart} account={null} signIn={null} onPlaced={() => undefined} onDrop={() => undefined} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const quotes = (...answers: (() => Response)[]) => {
  const fetch = vi.fn(() => Promise.resolve((answers.length > 1 ? answers.shift() : answers[0])?.() ?? Response.error()));
  vi.stubGlobal("fetch", fetch);
  return fetch;
};
const broken = () => Response.json({ type: "about:blank", title: "Down", status: 503 }, { status: 503 });
const priced = () => Response.json({ shipping_methods: [post], shipping_method: "post", totals });

it("says why a press orders nothing while the total is not known, asks again, and leads on to the button", async () => {
  draftBox.write(complete);
  const fetch = quotes(broken, broken, priced);
  show();
  await screen.findByText("The ways of shipping could not be loaded");
  await userEvent.click(screen.getByRole("button", { name: "Place order" }));
  await screen.findByText("What it comes to is not known yet, so nothing was ordered");
  expect(document.activeElement?.textContent).toContain("nothing was ordered");
  const [, again] = await screen.findAllByRole("button", { name: "Try again" });
  expect(fetch).toHaveBeenCalledTimes(2);
  if (again) await userEvent.click(again);
  const place = await screen.findByRole("button", { name: "Place order · €17.00" });
  expect(screen.queryByText(/nothing was ordered/)).toBeNull();
  await vi.waitFor(() => expect(document.activeElement).toBe(place));
});

it("says beside the button that nothing is sent to the country", async () => {
  draftBox.write(complete);
  quotes(() => Response.json({ shipping_methods: [], shipping_method: null, totals }));
  show();
  await screen.findByText("We do not send to Austria yet.");
  await userEvent.click(screen.getByRole("button", { name: "Place order" }));
  expect(document.activeElement?.textContent).toContain("Choose another country to go on.");
});

it("shows of a field what is wrong with it now", async () => {
  draftBox.write({ ...complete, email: "", postal_code: "" });
  quotes(priced);
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Place order · €17.00" }));
  expect(screen.getByText("Where may we send the confirmation?")).toBeDefined();
  await userEvent.type(screen.getByRole("textbox", { name: "E-mail" }), "mira");
  await userEvent.type(screen.getByRole("textbox", { name: "Postcode" }), "10");
  expect(screen.queryByText("Where may we send the confirmation?")).toBeNull();
  expect(screen.getByText("This does not look like an e-mail address")).toBeDefined();
  expect(screen.getByText("This is no postcode of Austria")).toBeDefined();
});
