import { describe, expect, it } from "vitest";

import { advance, isTyping, nameOf } from "@/lib/keys";

const KNOWN = ["mod+k", "?", "/", "g o", "g p"];
const press = (...names: string[]) =>
  names.reduce<{ hit: string | null; rest: string }>((state, name) => advance(state.rest, name, KNOWN), { hit: null, rest: "" });

describe("keys one after another", () => {
  it.each([
    [["?"], "?"],
    [["g", "p"], "g p"],
    [["g", "g", "o"], "g o"],
    [["g", "?"], "?"],
    [["g", "mod+k"], "mod+k"],
    [["x", "g", "o"], "g o"],
  ])("%j is %s", (names, hit) => expect(press(...names).hit).toBe(hit));

  it.each([[["g"]], [["g", "x"]], [["o"]], [["g", "x", "o"]]])("%j is nothing", (names) => expect(press(...names).hit).toBeNull());
});

it("a key has its name", () => {
  const key = { ctrlKey: false, metaKey: false, altKey: false };
  expect(nameOf({ ...key, key: "K", ctrlKey: true })).toBe("mod+k");
  expect(nameOf({ ...key, key: "k", metaKey: true })).toBe("mod+k");
  expect(nameOf({ ...key, key: "?" })).toBe("?");
  expect(nameOf({ ...key, key: "Shift" })).toBeNull();
  expect(nameOf({ ...key, key: "ArrowUp", altKey: true })).toBeNull();
});

it("what is typed is no shortcut", () => {
  document.body.innerHTML = `<input id="a"><input id="b" type="checkbox"><textarea id="c"></textarea><button id="d"></button><div role="dialog"><button id="e"></button></div>`;
  const typing = (id: string) => isTyping(document.getElementById(id));
  expect(["a", "b", "c", "d", "e"].map(typing)).toEqual([true, false, true, false, true]);
});
