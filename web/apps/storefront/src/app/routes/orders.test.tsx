import type { SignedIn } from "@souk/api/types";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { shop } from "@/lib/shop";

import { Component as OrdersPage } from "./orders";

afterEach(cleanup);
beforeEach(() => localStorage.clear());

function show() {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter>
        <OrdersPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const signedIn = { access_token: "a", refresh_token: "r", expires_in: 900, user: { id: "usr_1", email: "mira@example.com", name: "Mira" } } as SignedIn;

it("says that the sign-in has run out, and nothing of orders that it cannot see", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ type: "about:blank", title: "no", status: 401 }, { status: 401 })));
  shop.session.start(signedIn);
  show();
  await screen.findByText("Your sign-in has run out");
  expect(screen.getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe("/sign-in?next=/orders");
  expect(screen.queryByText(/not ordered anything|Nothing has been ordered/)).toBeNull();
});

it("says to a guest no more than this browser knows", () => {
  shop.session.end();
  show();
  expect(screen.getByText("Nothing has been ordered from this browser yet.")).toBeDefined();
});
