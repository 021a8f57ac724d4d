import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";

import { NO_FILTERS } from "@/features/browse/filters";

import { FilterPanel } from "./filter-panel";

afterEach(cleanup);

const list = { items: [], facets: {}, total: 0, next_cursor: null } as never;
const end = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });

it("marks both ends of a price range that stand the wrong way round, and says why", async () => {
  const onChange = vi.fn();
  render(<FilterPanel filters={NO_FILTERS} list={list} onChange={onChange} />);
  await userEvent.type(end("From"), "30");
  await userEvent.type(end("To"), "20{Enter}");
  const said = screen.getByRole("alert");
  for (const field of [end("From"), end("To")]) {
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(field.getAttribute("aria-describedby")).toBe(said.id);
  }
  expect(document.activeElement).toBe(end("From"));
  expect(onChange).not.toHaveBeenCalled();
  await userEvent.clear(end("To"));
  await userEvent.type(end("To"), "40{Enter}");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(end("From").hasAttribute("aria-invalid")).toBe(false);
  expect(onChange).toHaveBeenCalledOnce();
});

it("keeps values where they were when their numbers change", () => {
  const counted = (counts: Record<string, number>) =>
    ({ ...(list as object), facets: { "attr.material": Object.entries(counts).map(([value, count]) => ({ value, title: value, count })) } }) as never;
  const materials = () => screen.getAllByRole("checkbox", { name: /Products$/ }).map((box) => box.closest("label")?.textContent);
  const { rerender } = render(<FilterPanel filters={NO_FILTERS} list={counted({ brass: 5, glass: 3, oak: 2 })} onChange={() => undefined} />);
  rerender(<FilterPanel filters={NO_FILTERS} list={counted({ oak: 2, brass: 1, clay: 1 })} onChange={() => undefined} />);
  expect(materials()).toEqual(["Brass 1 Products", "Glass 0 Products", "Oak 2 Products", "Clay 1 Products"]);
});
