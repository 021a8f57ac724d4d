import type { Money } from "@souk/api/money";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";

import { MoneyField } from "./number-field";

afterEach(cleanup);

function Price({ start }: { start: Money | null }) {
  const [value, setValue] = useState(start);
  return (
    <>
      <MoneyField label="Price" currency="EUR" min={1} value={value} onChange={setValue} />
      <output>{value ? value.amount : "none"}</output>
    </>
  );
}

const field = () => screen.getByLabelText<HTMLInputElement>("Price");
const amount = () => screen.getByRole("status").textContent;

it("keeps what is typed as it is until it is left, then writes it out", async () => {
  render(<Price start={null} />);
  await userEvent.type(field(), "19,9");
  expect([field().value, amount()]).toEqual(["19,9", "1990"]);
  await userEvent.tab();
  expect(field().value).toBe("19.90");
});

it("says what is wrong, keeps it on the screen, and passes no amount on", async () => {
  render(<Price start={{ amount: 500, currency: "EUR" }} />);
  await userEvent.clear(field());
  await userEvent.type(field(), "12.345");
  await userEvent.tab();
  expect([field().value, amount(), field().getAttribute("aria-invalid")]).toEqual(["12.345", "none", "true"]);
});

it("nothing is no amount, and nothing wrong", async () => {
  render(<Price start={{ amount: 500, currency: "EUR" }} />);
  await userEvent.clear(field());
  expect([amount(), field().getAttribute("aria-invalid")]).toEqual(["none", null]);
});

it("zero is refused where a price has to be above it", async () => {
  render(<Price start={null} />);
  await userEvent.type(field(), "0.00");
  expect([amount(), field().getAttribute("aria-invalid")]).toEqual(["none", "true"]);
});
