import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";

import { Dialog } from "./dialog";

afterEach(cleanup);

function Form({ isLocked = false }: { isLocked?: boolean }) {
  const [isOpen, setOpen] = useState(true);
  const [text, setText] = useState("");
  return (
    <Dialog isOpen={isOpen} onClose={() => setOpen(false)} isUnsaved={text !== ""} isLocked={isLocked} title="Rename">
      <input aria-label="Name" value={text} onChange={(event) => setText(event.target.value)} />
    </Dialog>
  );
}

const gone = () => waitFor(() => expect(screen.queryByRole("dialog", { name: "Rename" })).toBeNull());

it("closes at once when nothing would be lost", async () => {
  render(<Form />);
  await userEvent.click(screen.getByRole("button", { name: "Close" }));
  await gone();
});

it("asks first when something would be lost, and keeps it", async () => {
  render(<Form />);
  await userEvent.type(screen.getByLabelText("Name"), "Kettles");
  await userEvent.keyboard("{Escape}");
  await userEvent.click(await screen.findByRole("button", { name: "Keep editing" }));
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Kettles");
});

it("lets go of it when told so", async () => {
  render(<Form />);
  await userEvent.type(screen.getByLabelText("Name"), "Kettles");
  await userEvent.click(screen.getByRole("button", { name: "Close" }));
  await userEvent.click(await screen.findByRole("button", { name: "Discard changes" }));
  await gone();
});

it("is not closed by anything when it is locked", async () => {
  render(<Form isLocked />);
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("button", { name: "Close" })).toBeNull();
  expect(screen.getByRole("dialog", { name: "Rename" })).toBeTruthy();
});
