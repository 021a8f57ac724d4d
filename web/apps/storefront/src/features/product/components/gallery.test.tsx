import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";

import { Gallery } from "./gallery";

afterEach(cleanup);

it("opens a picture at its full size, with a control that says so and takes it back", async () => {
  const media = [{ id: "med_1", url: "/media/kettle.webp", alt: "A kettle", thumbnails: {} }] as never;
  render(<Gallery title="Kettle" media={media} shown={null} onShow={() => undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "Look closer" }));
  const dialog = within(screen.getByRole("dialog"));
  const size = dialog.getByRole("button", { name: "Full size", pressed: true });
  const stage = dialog.getByRole("img", { name: "A kettle" }).parentElement;
  expect(stage?.hasAttribute("data-full")).toBe(true);
  await userEvent.click(size);
  expect(dialog.getByRole("button", { name: "Full size", pressed: false })).toBe(size);
  expect(stage?.hasAttribute("data-full")).toBe(false);
});
