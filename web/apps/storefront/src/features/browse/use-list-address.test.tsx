import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider, useNavigate } from "react-router";
import { afterEach, expect, it } from "vitest";

import { wantValue } from "./filters";
import { useListAddress } from "./use-list-address";

afterEach(cleanup);

/** A router that has to load something before it draws an address, as a slow machine does. */
function onSlowRouter() {
  const loads: (() => void)[] = [];
  let children: ReactNode;
  const router = createMemoryRouter(
    [{ path: "/search", loader: () => new Promise<null>((resolve) => loads.push(() => resolve(null))), Component: () => children }],
    { initialEntries: ["/search"], hydrationData: { loaderData: { "0": null } } },
  );
  const wrapper = (props: { children: ReactNode }) => {
    children = props.children;
    return <RouterProvider router={router} />;
  };
  const finish = () =>
    act(async () => {
      for (const load of loads.splice(0)) load();
      await Promise.resolve();
    });
  return { router, wrapper, finish };
}

const WOODS = ["oak", "ash", "elm", "fir", "yew"];

it("counts every press on the one before, and shows each before the address follows", async () => {
  const { router, wrapper, finish } = onSlowRouter();
  const { result } = renderHook(() => useListAddress(null), { wrapper });
  const { onChange } = result.current;
  for (const [index, wood] of WOODS.entries()) {
    // The same function each time: what was drawn when the first press came.
    act(() => onChange((now) => wantValue(now, "material", wood, true)));
    expect(result.current.filters.attributes.material).toEqual(WOODS.slice(0, index + 1));
  }
  await finish();
  expect(new URLSearchParams(router.state.location.search).getAll("attr.material")).toEqual(WOODS);
  expect(result.current.filters.attributes.material).toEqual(WOODS);
});

it("ends where one ends who takes a press back at once", async () => {
  const { router, wrapper, finish } = onSlowRouter();
  const { result } = renderHook(() => useListAddress(null), { wrapper });
  act(() => result.current.onChange((now) => ({ ...now, inStock: true })));
  act(() => result.current.onChange((now) => ({ ...now, inStock: false })));
  await finish();
  expect(router.state.location.search).toBe("");
  expect(result.current.filters.inStock).toBe(false);
});

it("gives way to a link", async () => {
  const { wrapper, finish } = onSlowRouter();
  const { result } = renderHook(() => ({ list: useListAddress(null), navigate: useNavigate() }), { wrapper });
  act(() => result.current.list.onChange((now) => ({ ...now, inStock: true })));
  act(() => void result.current.navigate("/search?q=lamp"));
  await finish();
  expect(result.current.list.filters).toMatchObject({ q: "lamp", inStock: false });
});
