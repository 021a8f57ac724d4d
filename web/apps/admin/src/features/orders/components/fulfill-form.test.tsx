import type { Order } from "@souk/api/types";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";

import { FulfillForm } from "@/features/orders/components/fulfill-form";

afterEach(cleanup);

function shown(payment: Order["payment"]["status"]) {
  const order = { id: "ord_1", lines: [{ sku: "LAMP", title: "Lamp", quantity: 1 }], fulfillments: [], payment: { status: payment } } as unknown as Order;
  const asked = vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("offline"));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <FulfillForm order={order} />
    </QueryClientProvider>,
  );
  return asked;
}

const send = () => userEvent.click(screen.getByRole("button", { name: "Send this parcel" }));

async function fill() {
  await userEvent.type(screen.getByLabelText("Carrier"), "Post");
  await userEvent.type(screen.getByLabelText("Tracking number"), "T1");
}

test("what is missing is said when somebody wants to send, and the keyboard goes there", async () => {
  const asked = shown("captured");
  await send();
  expect(screen.getByText("Who carries it, please.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText("Carrier"));
  await userEvent.type(screen.getByLabelText("Carrier"), "Post");
  await send();
  expect(screen.queryByText("Who carries it, please.")).toBeNull();
  expect(document.activeElement).toBe(screen.getByLabelText("Tracking number"));
  expect(asked).not.toHaveBeenCalled();
});

test("an empty parcel is not sent", async () => {
  const asked = shown("captured");
  await userEvent.click(screen.getByRole("button", { name: "One less" }));
  await fill();
  await send();
  expect(screen.getByText("There is nothing in the parcel")).toBeTruthy();
  expect(asked).not.toHaveBeenCalled();
});

test.each(["disputed", "voided"] as const)("goods of a %s payment are sent only by whoever says so twice", async (status) => {
  const asked = shown(status);
  await fill();
  await send();
  expect(await screen.findByRole("alertdialog", { name: "Send the goods without the money?" })).toBeTruthy();
  expect(asked).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Send them anyway" }));
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
});

test("goods that are paid leave at once", async () => {
  const asked = shown("captured");
  await fill();
  await send();
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
});
