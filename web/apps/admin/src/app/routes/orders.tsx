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
import { ORDER_TABLE, ORDER_VIEWS, orders as ordersQuery, Q_LENGTH_MIN } from "@/features/orders/api/list-orders";
import { ORDER_COLUMNS } from "@/features/orders/components/order-columns";
import { ProblemNotice } from "@/lib/problem-notice";
import { ORDER_STATUSES } from "@/lib/statuses";
import { useTable } from "@/lib/use-table";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("Orders");
  const { state, change, goTo, first, previous, query, openQuery } = useTable(ORDER_TABLE);
  const [hidden, hide] = useHiddenColumns("orders", ORDER_COLUMNS);
  const { filters } = state;
  const { data, error, isPlaceholderData } = useQuery(ordersQuery(useDeferredValue(state)));
  const set = (name: string) => (event: { target: { value: string } }) => change((now) => withFilter(now, name, event.target.value));
  const q = filters.q ?? "";
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Orders</h1>
        <div className={page.tools}>
          <SavedViews table="orders" query={query} onOpen={openQuery} given={ORDER_VIEWS} />
          <ColumnPicker columns={ORDER_COLUMNS} hidden={hidden} onHidden={hide} />
        </div>
      </header>
      <div className={page.bar}>
        <TextField
          label="Find"
          placeholder="Number, id or e-mail"
          type="search"
          value={q}
          hint={q.trim() !== "" && q.trim().length < Q_LENGTH_MIN ? `From ${Q_LENGTH_MIN} characters on` : undefined}
          onChange={set("q")}
        />
        <SelectField label="Status" value={filters.status} onChange={set("status")}>
          <option value="">All</option>
          {Object.entries(ORDER_STATUSES).map(([status, { label }]) => (
            <option key={status} value={status}>
              {label}
            </option>
          ))}
        </SelectField>
        <TextField label="Placed from" type="date" value={filters.from} onChange={set("from")} />
        <TextField label="Placed until" type="date" value={filters.to} onChange={set("to")} />
        {filters.user && (
          <Button look="quiet" onClick={() => change((now) => withFilter(now, "user", ""))}>
            Everybody's orders
          </Button>
        )}
      </div>
      <DataTable
        label="Orders"
        columns={ORDER_COLUMNS}
        rows={data?.items}
        rowId={({ id }) => id}
        rowName={({ number }) => `order ${number}`}
        state={state}
        onChange={change}
        hidden={hidden}
        isStale={isPlaceholderData}
        error={error && data === undefined && <ProblemNotice error={error} title="The orders could not be loaded" />}
        empty={
          <Empty title="No orders here" actions={query !== "" && <Button look="secondary" onClick={() => openQuery("")}>Show all orders</Button>}>
            {query === "" ? "The first one will appear by itself." : "Nothing fits these filters."}
          </Empty>
        }
        pager={data && <Pager count={data.items.length} isFirst={state.after === null} onFirst={first} onPrevious={previous} onNext={nextOf(data.next_cursor, goTo)} />}
      />
    </div>
  );
}

function nextOf(cursor: string | null, goTo: (cursor: string) => void): (() => void) | undefined {
  return cursor === null ? undefined : () => goTo(cursor);
}
