import type { OrderStatus } from "@souk/api/types";
import { SelectField, TextField } from "@souk/ui/field";
import { Skeleton } from "@souk/ui/skeleton";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useSearchParams } from "react-router";

import page from "@/app/page.module.css";
import { orders as ordersQuery } from "@/features/orders/api/list-orders";
import { OrderRows } from "@/features/orders/components/order-rows";
import { ORDER_STATUSES } from "@/features/orders/status";
import { More } from "@/lib/more";
import { ProblemNotice } from "@/lib/problem-notice";
import { useTitle } from "@/lib/use-title";

const STATUSES = Object.keys(ORDER_STATUSES) as OrderStatus[];

export function Component() {
  useTitle("Orders");
  const [params, setParams] = useSearchParams();
  const status = STATUSES.find((each) => each === params.get("status")) ?? null;
  const words = params.get("q") ?? "";
  const pages = useInfiniteQuery(ordersQuery({ status, q: useDeferredValue(words.trim()) }));
  const orders = pages.data?.pages.flatMap(({ items }) => items);
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  return (
    <div className={page.page}>
      <h1>Orders</h1>
      <div className={page.bar}>
        <TextField label="Find" placeholder="Number, id or e-mail" type="search" value={words} onChange={(event) => set("q", event.target.value)} />
        <SelectField label="Status" value={status ?? ""} onChange={(event) => set("status", event.target.value)}>
          <option value="">All</option>
          {STATUSES.map((each) => (
            <option key={each} value={each}>
              {ORDER_STATUSES[each].label}
            </option>
          ))}
        </SelectField>
      </div>
      {pages.isError && <ProblemNotice error={pages.error} title="The orders could not be loaded" />}
      {orders === undefined ? !pages.isError && <Skeleton height="20rem" /> : orders.length === 0 ? <p>No orders here.</p> : <OrderRows orders={orders} />}
      <More pages={pages} />
    </div>
  );
}
