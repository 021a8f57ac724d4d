import type { Payment } from "@souk/api/types";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";

import { MoneyActions } from "@/features/payments/components/money-actions";

afterEach(cleanup);

test("how much may be given back is said once beside the amount, also when more was typed", async () => {
  const refundable = { amount: 2980, currency: "EUR" };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MoneyActions payment={{ id: "pay_1", status: "captured", refundable, amount: refundable } as Payment} />
    </QueryClientProvider>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Refund" }));
  expect(screen.getAllByText(/At most/)).toHaveLength(1);
  const amount = screen.getByLabelText(/Amount/);
  await userEvent.clear(amount);
  await userEvent.type(amount, "9999");
  await userEvent.keyboard("{Enter}");
  expect(screen.getAllByText(/At most/)).toHaveLength(1);
});
