import type { SavedAddress } from "@souk/api/types";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createMemoryRouter, Link, RouterProvider } from "react-router";
import { afterEach, expect, it, vi } from "vitest";

import { addresses } from "@/features/account/api/addresses";

import { AddressBook } from "./address-book";

afterEach(cleanup);

const home: SavedAddress = { id: "adr_1", name: "Mira", line1: "Gate 4", line2: null, city: "Vienna", region: null, postal_code: "1010", country: "AT", phone: null, is_default: false };

function Book() {
  const { data } = useQuery({ ...addresses(), staleTime: Infinity });
  return (
    <>
      {data && <AddressBook addresses={data} />}
      <Link to="/elsewhere">elsewhere</Link>
    </>
  );
}

/** The shop's answers after the page was drawn with `home` in it. */
function show(left: unknown[]) {
  const asked = vi.fn((request: Request) =>
    Promise.resolve(request.method === "DELETE" ? new Response(null, { status: 204 }) : Response.json(request.method === "GET" ? { items: left } : home)),
  );
  vi.stubGlobal("fetch", asked);
  const queries = new QueryClient();
  queries.setQueryData(addresses().queryKey, [home]);
  const router = createMemoryRouter([
    { path: "/", Component: Book },
    { path: "/elsewhere", element: <h1>elsewhere</h1> },
  ]);
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return () => asked.mock.calls.map(([{ method }]) => method);
}

const button = (name: RegExp | string) => screen.getByRole("button", { name });
const question = () => within(screen.getByRole("dialog"));

it("asks before it removes, and leads the keyboard to the heading", async () => {
  const asked = show([]);
  await userEvent.click(button(/^Remove/));
  expect(document.activeElement).toBe(button(/^Yes, remove it/));
  await userEvent.click(button(/^Keep it/));
  expect(document.activeElement).toBe(button(/^Remove/));
  expect(asked()).toEqual([]);
  await userEvent.click(button(/^Remove/));
  await userEvent.keyboard("{Enter}");
  await screen.findByText("The address is removed.");
  expect(asked()).toContain("DELETE");
  await vi.waitFor(() => expect(screen.queryByText(/Gate 4/)).toBeNull());
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Address book" }));
});

it("starts a form at its first field, and goes back to the button that opened it", async () => {
  show([home]);
  await userEvent.click(button("Add an address"));
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Full name" }));
  await userEvent.click(button("Cancel"));
  expect(document.activeElement).toBe(button("Add an address"));
  await userEvent.click(button(/^Change/));
  await userEvent.type(screen.getByRole("textbox", { name: "Full name" }), " Reyes");
  await userEvent.click(button("Save"));
  await screen.findByText("The address is saved.");
  expect(document.activeElement).toBe(button(/^Change/));
});

it("drops nothing that was typed without asking", async () => {
  show([home]);
  await userEvent.click(button("Add an address"));
  await userEvent.type(screen.getByRole("textbox", { name: "Full name" }), "Ada");
  for (const leave of [() => button("Cancel"), () => button(/^Change/), () => screen.getByRole("link", { name: "elsewhere" })]) {
    await userEvent.click(leave());
    await userEvent.click(question().getByRole("button", { name: "Go on with it" }));
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Full name" }).value).toBe("Ada");
  }
  await userEvent.click(screen.getByRole("link", { name: "elsewhere" }));
  await userEvent.click(question().getByRole("button", { name: "Discard it" }));
  expect(await screen.findByRole("heading", { name: "elsewhere" })).toBeDefined();
});
