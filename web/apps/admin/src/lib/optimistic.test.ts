import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";

import { showAtOnce } from "@/lib/optimistic";

test("what is changed everywhere at once is everywhere as it was again when it is taken back", async () => {
  const queries = new QueryClient();
  queries.setQueryData(["orders", "one", "a"], { status: "confirmed" });
  queries.setQueryData(["orders", "one", "b"], { status: "placed" });
  queries.setQueryData(["payments", "a"], { status: "captured" });
  const kept = await showAtOnce<{ status: string }>(queries, [["orders", "one", "a"]], (order) => ({ ...order, status: "cancelled" }));
  expect(queries.getQueryData(["orders", "one", "a"])).toEqual({ status: "cancelled" });
  expect(queries.getQueryData(["orders", "one", "b"])).toEqual({ status: "placed" });
  kept.restore();
  expect(queries.getQueryData(["orders", "one", "a"])).toEqual({ status: "confirmed" });
  expect(queries.getQueryData(["payments", "a"])).toEqual({ status: "captured" });
});
