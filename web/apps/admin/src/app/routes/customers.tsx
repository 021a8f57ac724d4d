import { ColumnPicker, useHiddenColumns } from "@souk/ui/column-picker";
import { DataTable } from "@souk/ui/data-table";
import { Empty } from "@souk/ui/empty";
import { TextField } from "@souk/ui/field";
import { Pager } from "@souk/ui/pager";
import { withFilter } from "@souk/ui/table-state";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";

import page from "@/app/page.module.css";
import { CUSTOMER_TABLE, customers as customersQuery } from "@/features/customers/api/list-customers";
import { CUSTOMER_COLUMNS } from "@/features/customers/components/customer-columns";
import { ProblemNotice } from "@/lib/problem-notice";
import { useTable } from "@/lib/use-table";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("Customers");
  const { state, change, goTo, first, previous } = useTable(CUSTOMER_TABLE);
  const [hidden, hide] = useHiddenColumns("customers", CUSTOMER_COLUMNS);
  const { data, error, isPlaceholderData } = useQuery(customersQuery(useDeferredValue(state)));
  const next = data?.next_cursor ?? null;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Customers</h1>
        <div className={page.tools}>
          <ColumnPicker columns={CUSTOMER_COLUMNS} hidden={hidden} onHidden={hide} />
        </div>
      </header>
      <div className={page.bar}>
        <TextField label="Find" placeholder="How a name or an e-mail begins" type="search" value={state.filters.q} onChange={(event) => change((now) => withFilter(now, "q", event.target.value))} />
      </div>
      <DataTable
        label="Customers"
        columns={CUSTOMER_COLUMNS}
        rows={data?.items}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        state={state}
        onChange={change}
        hidden={hidden}
        isStale={isPlaceholderData}
        error={error && data === undefined && <ProblemNotice error={error} title="The customers could not be loaded" />}
        empty={<Empty title="Nobody of that name">Guests have no account; their orders are found by their e-mail.</Empty>}
        pager={data && <Pager count={data.items.length} isFirst={state.after === null} onFirst={first} onPrevious={previous} onNext={next === null ? undefined : () => goTo(next)} />}
      />
    </div>
  );
}
