import { Button } from "@souk/ui/button";
import { ColumnPicker, useHiddenColumns } from "@souk/ui/column-picker";
import { DataTable } from "@souk/ui/data-table";
import { Empty } from "@souk/ui/empty";
import { SelectField, TextField } from "@souk/ui/field";
import { Pager } from "@souk/ui/pager";
import { SavedViews } from "@souk/ui/saved-views";
import { withFilter } from "@souk/ui/table-state";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";

import page from "@/app/page.module.css";
import { useOrderNames } from "@/features/orders/api/name-orders";
import { PAYMENT_TABLE, PAYMENT_VIEWS, payments as paymentsQuery } from "@/features/payments/api/list-payments";
import { paymentColumns } from "@/features/payments/components/payment-columns";
import { ProblemNotice } from "@/lib/problem-notice";
import { PAYMENT_STATUSES } from "@/lib/statuses";
import { useTable } from "@/lib/use-table";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("Payments");
  const { state, change, goTo, first, previous, query, openQuery } = useTable(PAYMENT_TABLE);
  const { data, error, isPlaceholderData } = useQuery(paymentsQuery(useDeferredValue(state)));
  const columns = paymentColumns(useOrderNames(data?.items.map(({ order_id }) => order_id) ?? []));
  const [hidden, hide] = useHiddenColumns("payments", columns);
  const set = (name: string) => (event: { target: { value: string } }) => change((now) => withFilter(now, name, event.target.value));
  const next = data?.next_cursor ?? null;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Payments</h1>
        <div className={page.tools}>
          <SavedViews table="payments" query={query} onOpen={openQuery} given={PAYMENT_VIEWS} />
          <ColumnPicker columns={columns} hidden={hidden} onHidden={hide} />
        </div>
      </header>
      <div className={page.bar}>
        <TextField label="Find" placeholder="Id of a payment or an order" type="search" value={state.filters.q} onChange={set("q")} />
        <SelectField label="Show" value={state.filters.show} onChange={set("show")}>
          <option value="">All</option>
          <option value="attention">Needs attention</option>
          {Object.entries(PAYMENT_STATUSES).map(([status, { label }]) => (
            <option key={status} value={status}>
              {label}
            </option>
          ))}
        </SelectField>
      </div>
      <DataTable
        label="Payments"
        columns={columns}
        rows={data?.items}
        rowId={({ id }) => id}
        rowName={({ id }) => `payment ${id}`}
        state={state}
        onChange={change}
        hidden={hidden}
        isStale={isPlaceholderData}
        error={error && data === undefined && <ProblemNotice error={error} title="The payments could not be loaded" />}
        empty={
          <Empty title={state.filters.show === "attention" ? "Nothing needs attention" : "No payments here"} actions={query !== "" && <Button look="secondary" onClick={() => openQuery("")}>Show all payments</Button>} />
        }
        pager={data && <Pager count={data.items.length} isFirst={state.after === null} onFirst={first} onPrevious={previous} onNext={next === null ? undefined : () => goTo(next)} />}
      />
    </div>
  );
}
