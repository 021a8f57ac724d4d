import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";

import { DataTable } from "./data-table";
import type { TableState } from "./table-state";

afterEach(cleanup);

const ROWS = ["kettle", "lamp", "mug"];
const START: TableState = { filters: {}, sort: "", after: null, selected: new Set() };

function Shelf() {
  const [state, setState] = useState(START);
  const bulk = <button onClick={() => setState(START)}>Publish</button>;
  return (
    <DataTable label="Goods" columns={[{ id: "name", title: "Name", cell: (name: string) => name }]} rows={ROWS} rowId={(name) => name} rowName={(name) => name} state={state} onChange={setState} bulk={bulk} />
  );
}

const bar = (name: string) => screen.getByRole<HTMLFieldSetElement>("group", { name });

it("has the place for what is done with many before anything is ticked", async () => {
  render(<Shelf />);
  expect(bar("With 0 selected").disabled).toBe(true);
  await userEvent.click(screen.getByLabelText("Select lamp"));
  expect(bar("With 1 selected").disabled).toBe(false);
});

it("takes a range from the row that was ticked last", () => {
  render(<Shelf />);
  fireEvent.click(screen.getByLabelText("Select kettle"));
  fireEvent.click(screen.getByLabelText("Select mug"), { shiftKey: true });
  expect(bar("With 3 selected")).toBeTruthy();
});

it.each(["Publish", "Clear selection"])("the keyboard goes on at the list after: %s", async (name) => {
  render(<Shelf />);
  await userEvent.click(screen.getByLabelText("Select lamp"));
  await userEvent.click(screen.getByRole("button", { name }));
  expect(document.activeElement).toBe(screen.getByRole("group", { name: "Goods, scrolls sideways" }));
});
