import { describe, expect, it } from "vitest";

import { nextSort, readTable, readViews, SELECTED_MAX, withAll, withFilter, withPage, withRow, withSort, withView, writeTable, type TableState } from "./table-state";

const SHAPE = { filters: { q: "", status: "any" }, sort: "title" };
const FIRST: TableState = { filters: { q: "", status: "any" }, sort: "title", after: null, selected: new Set() };
const IDS = ["a", "b", "c", "d", "e"];

describe("a table in the address", () => {
  it("says nothing where everything is as usual", () => {
    expect(writeTable(FIRST, SHAPE).toString()).toBe("");
    expect(readTable(new URLSearchParams(), SHAPE)).toEqual(FIRST);
  });

  it("comes back as it was, whatever was typed", () => {
    const state: TableState = { filters: { q: "<b>&=%,#+ä", status: "draft" }, sort: "-price", after: "cursor==", selected: new Set(["a", "b"]) };
    expect(readTable(new URLSearchParams(writeTable(state, SHAPE).toString()), SHAPE)).toEqual(state);
  });

  it("leaves what is not the table's alone", () => {
    const params = writeTable(withFilter(FIRST, "q", "mug"), SHAPE, new URLSearchParams("tab=shelves&status=draft"));
    expect(params.toString()).toBe("tab=shelves&q=mug");
  });

  it("has limits", () => {
    const many = new Set(Array.from({ length: 500 }, (_, index) => `id${index}`));
    const read = readTable(writeTable({ ...FIRST, selected: many }, SHAPE), SHAPE);
    expect(read.selected.size).toBe(SELECTED_MAX);
    expect(readTable(new URLSearchParams({ q: "x".repeat(10_000) }), SHAPE).filters.q).toHaveLength(200);
  });
});

describe("another list", () => {
  const deep: TableState = { ...FIRST, after: "cursor", selected: new Set(["a"]) };

  it.each([
    ["another filter", withFilter(deep, "q", "x")],
    ["another order", withSort(deep, "price")],
  ])("%s begins at the first page with nothing selected", (_, state) => {
    expect([state.after, state.selected.size]).toEqual([null, 0]);
  });

  it("another page keeps filters and order, not the selection", () => {
    expect(withPage({ ...deep, sort: "price" }, "next")).toEqual({ ...deep, sort: "price", after: "next", selected: new Set() });
  });

  it("a head turns its orders over", () => {
    expect(nextSort("title", ["price", "-price"])).toBe("price");
    expect(nextSort("price", ["price", "-price"])).toBe("-price");
    expect(nextSort("-price", ["price", "-price"])).toBe("price");
  });
});

describe("selection", () => {
  it("takes a row in and out", () => {
    const one = withRow(FIRST, IDS, "b");
    expect([...one.selected]).toEqual(["b"]);
    expect(withRow(one, IDS, "b").selected.size).toBe(0);
  });

  it("takes a range, in either direction", () => {
    expect([...withRow(FIRST, IDS, "d", "b").selected]).toEqual(["b", "c", "d"]);
    expect([...withRow(FIRST, IDS, "b", "d").selected]).toEqual(["b", "c", "d"]);
  });

  it("takes the row alone when the range's other end is gone", () => {
    expect([...withRow(FIRST, IDS, "d", "gone").selected]).toEqual(["d"]);
  });

  it("takes all, and none when all were", () => {
    const all = withAll(withRow(FIRST, IDS, "c"), IDS);
    expect(all.selected.size).toBe(5);
    expect(withAll(all, IDS).selected.size).toBe(0);
  });
});

describe("saved views", () => {
  it("a name is there once, and names are in order", () => {
    const views = withView(withView(withView([], { name: "b", query: "1" }), { name: "a", query: "2" }), { name: "b", query: "3" });
    expect(views).toEqual([
      { name: "a", query: "2" },
      { name: "b", query: "3" },
    ]);
  });

  it("what is no view is left out", () => {
    expect(readViews([{ name: "a", query: "" }, { name: 1 }, null, "x"])).toEqual([{ name: "a", query: "" }]);
    expect(readViews({ a: 1 })).toBeNull();
  });
});
