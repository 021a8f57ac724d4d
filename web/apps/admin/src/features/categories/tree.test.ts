import type { Category } from "@souk/api/types";
import { expect, it } from "vitest";

import { isWithin, moveIn, rows } from "@/features/categories/tree";

const node = (id: string, ...children: Category[]): Category => ({ id, slug: id, title: id, version: 1, position: 0, children });
const TREE = [node("a", node("a1"), node("a2")), node("b"), node("c")];
const inWords = (tree: readonly Category[]): string => tree.map(({ id, children }) => (children.length ? `${id}(${inWords(children)})` : id)).join(" ");
const find = (id: string) => {
  const row = rows(TREE).find(({ category }) => category.id === id);
  if (!row) throw new Error(id);
  return row;
};

it("every category has its row", () => expect(rows(TREE).map(({ category, depth }) => `${depth}${category.id}`)).toEqual(["0a", "1a1", "1a2", "0b", "0c"]));

it.each([
  ["up", "c", { parent: null, index: 0 }, "c a(a1 a2) b"],
  ["down", "a", { parent: null, index: 2 }, "b c a(a1 a2)"],
  ["into another", "b", { parent: "a", index: 1 }, "a(a1 b a2) c"],
  ["to the top", "a1", { parent: null, index: 1 }, "a(a2) a1 b c"],
  ["nowhere", "b", { parent: null, index: 1 }, "a(a1 a2) b c"],
])("moved %s", (_, id, place, result) => {
  const { tree, siblings } = moveIn(TREE, find(id).category, place);
  expect(inWords(tree)).toBe(result);
  expect(siblings.map((each) => each.id)).toContain(id);
});

it("a move is taken back by its old place", () => {
  const row = find("a2");
  const { tree } = moveIn(TREE, row.category, { parent: null, index: 3 });
  expect(inWords(moveIn(tree, row.category, row.place).tree)).toBe(inWords(TREE));
});

it("nothing is in what it holds", () => {
  expect(isWithin(find("a").category, "a2")).toBe(true);
  expect(isWithin(find("b").category, "a2")).toBe(false);
});
