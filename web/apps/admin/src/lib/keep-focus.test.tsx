import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";

import { keepFocus } from "@/lib/keep-focus";

let stop: () => void;
beforeEach(() => {
  stop = keepFocus(document);
});
afterEach(() => {
  stop();
  cleanup();
});

function Page() {
  const [parcels, setParcels] = useState(["first", "second"]);
  const [isSaved, setSaved] = useState(false);
  return (
    <main>
      <h1>Order</h1>
      {parcels.length > 0 && (
        <section>
          <h2>Parcels</h2>
          {parcels.map((parcel) => (
            <button key={parcel} onClick={() => setParcels(parcels.filter((each) => each !== parcel))}>
              {parcel}
            </button>
          ))}
        </section>
      )}
      <section>
        <h2>Note</h2>
        <button disabled={isSaved} onClick={() => setSaved(true)}>
          save
        </button>
      </section>
    </main>
  );
}

function press(name: string) {
  const button = screen.getByRole("button", { name });
  button.focus();
  button.click();
}

const isAt = (name: string) => waitFor(() => expect(document.activeElement).toBe(screen.getByRole("heading", { name })));

test("when what held the keyboard vanishes it goes to the heading around it, and further out when that is gone as well", async () => {
  render(<Page />);
  press("first");
  await isAt("Parcels");
  press("second");
  await isAt("Order");
});

test("a button that cannot be pressed any more gives it up", async () => {
  render(<Page />);
  press("save");
  await isAt("Note");
});

test("whoever has gone on is left alone", async () => {
  render(<Page />);
  press("first");
  screen.getByRole("button", { name: "save" }).focus();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "save" }));
});
