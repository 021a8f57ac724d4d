import { withFilter, withRow, type TableShape } from "@souk/ui/table-state";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, expect, test } from "vitest";

import { useTable } from "@/lib/use-table";

const SHAPE: TableShape = { filters: { q: "", status: "" }, sort: "title" };
const IDS = ["a", "b", "c", "d", "e"];

afterEach(cleanup);

function List() {
  const { state, change } = useTable(SHAPE);
  return (
    <>
      {IDS.map((id) => (
        <input key={id} type="checkbox" aria-label={id} checked={state.selected.has(id)} onChange={() => change((now) => withRow(now, IDS, id))} />
      ))}
      <button onClick={() => change((now) => withFilter(now, "status", "draft"))}>Drafts</button>
      <button onClick={() => change((now) => withFilter(now, "q", "kettle"))}>Kettles</button>
    </>
  );
}

function opened(address = "/") {
  const router = createMemoryRouter([{ path: "/", Component: List }], { initialEntries: [address] });
  render(<RouterProvider router={router} />);
  return router;
}

const box = (name: string) => screen.getByRole<HTMLInputElement>("checkbox", { name });
const ticked = () => IDS.filter((id) => box(id).checked);

test("ticks of the same moment all count, and end up in the address", async () => {
  const router = opened();
  act(() => {
    for (const id of IDS) box(id).click();
  });
  expect(ticked()).toEqual(IDS);
  await waitFor(() => expect(router.state.location.search).toBe("?selected=a%2Cb%2Cc%2Cd%2Ce"));
  expect(ticked()).toEqual(IDS);
});

test("a tick shows before the address has followed", async () => {
  const slow = { until: Promise.resolve() };
  const router = createMemoryRouter([{ path: "/", Component: List, loader: () => slow.until.then(() => null), HydrateFallback: () => null }]);
  render(<RouterProvider router={router} />);
  await screen.findByText("Drafts");
  let arrive: () => void = () => undefined;
  slow.until = new Promise((resolve) => (arrive = resolve));
  for (const id of ["a", "c", "e"]) {
    fireEvent.click(box(id));
    expect(box(id).checked).toBe(true);
  }
  expect([ticked(), router.state.location.search]).toEqual([["a", "c", "e"], ""]);
  arrive();
  await waitFor(() => expect(router.state.location.search).toBe("?selected=a%2Cc%2Ce"));
  expect(ticked()).toEqual(["a", "c", "e"]);
});

test("filters of the same moment do not undo each other", async () => {
  const router = opened();
  act(() => {
    screen.getByText("Drafts").click();
    screen.getByText("Kettles").click();
  });
  await waitFor(() => expect(router.state.location.search).toBe("?q=kettle&status=draft"));
});

test("what somebody goes back to is what the address says", async () => {
  const router = opened("/?selected=a");
  await act(() => router.navigate("/?selected=b"));
  fireEvent.click(box("c"));
  await waitFor(() => expect(router.state.location.search).toBe("?selected=b%2Cc"));
  await act(() => router.navigate(-1));
  await waitFor(() => expect(ticked()).toEqual(["a"]));
  fireEvent.click(box("d"));
  expect(ticked()).toEqual(["a", "d"]);
});
