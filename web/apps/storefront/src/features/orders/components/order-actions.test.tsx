import type { Order } from "@souk/api/types";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";

import { order as orderQuery } from "@/features/orders/api/get-order";
import { OrderActions } from "@/features/orders/components/order-actions";
import { OrderProgress } from "@/features/orders/components/order-progress";

afterEach(cleanup);

const confirmed = { id: "ord_1", status: "confirmed", reason: null, payment: { status: "captured" }, email: "mira@example.com", created_at: "2026-01-02T10:00:00Z", version: 1 };

function Shown() {
  const { data } = useQuery({ ...orderQuery("ord_1", null), staleTime: Infinity });
  return data && <OrderProgress order={data} actions={<OrderActions order={data} token={null} onTryAgain={() => undefined} isTryingAgain={false} />} />;
}

it("keeps the keyboard on what takes the place of the control that was pressed", async () => {
  const cancelled = { ...confirmed, status: "cancelled", reason: "customer", version: 2 };
  vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(Response.json(cancelled))));
  const queries = new QueryClient();
  queries.setQueryData(orderQuery("ord_1", null).queryKey, confirmed as unknown as Order);
  render(<Shown />, { wrapper: ({ children }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider> });
  const has = (name: string) => expect(document.activeElement).toBe(screen.getByRole("button", { name }));

  screen.getByRole("button", { name: "Cancel this order" }).focus();
  await userEvent.keyboard("{Enter}");
  has("Yes, cancel this order");
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  has("Cancel this order");
  await userEvent.keyboard("{Enter}{Enter}");
  const told = await screen.findByRole("heading", { name: "You cancelled this order" });
  expect(document.activeElement).toBe(told);
});
