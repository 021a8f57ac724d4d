import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";

import { VariantPicker } from "./variant-picker";

afterEach(cleanup);

const make = (size: string, available: boolean) => ({
  sku: `mug-${size}`,
  title: size,
  options: { Size: size },
  price: { amount: 1200, currency: "EUR" },
  available: available ? 4 : 0,
  backorderable: false,
  weight_g: 300,
});
const small = make("Small", true);
const large = make("Large", false);
const mug = { options: [{ name: "Size", values: ["Small", "Large", "Huge"] }], variants: [small, large] } as never;

it("says what is sold out, lets it be looked at, and bars what is not made", async () => {
  const onChoose = vi.fn();
  render(<VariantPicker product={mug} variant={small as never} onChoose={onChoose} />);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Small" }).checked).toBe(true);
  await userEvent.click(screen.getByRole("radio", { name: /^Large.*sold out$/ }));
  expect(onChoose).toHaveBeenCalledExactlyOnceWith(large);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /^Huge.*not made$/ }).disabled).toBe(true);
});
