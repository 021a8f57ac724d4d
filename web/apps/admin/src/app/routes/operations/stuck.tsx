import { ColumnPicker, useHiddenColumns } from "@souk/ui/column-picker";
import { DataTable } from "@souk/ui/data-table";
import { Empty } from "@souk/ui/empty";
import { SelectField } from "@souk/ui/field";
import { Pager } from "@souk/ui/pager";
import { withFilter } from "@souk/ui/table-state";
import { useQuery } from "@tanstack/react-query";

import page from "@/app/page.module.css";
import { STUCK_TABLE, stuckOrders } from "@/features/operations/api/read";
import { Places } from "@/features/operations/components/places";
import { STUCK_COLUMNS } from "@/features/operations/components/stuck-columns";
import { ProblemNotice } from "@/lib/problem-notice";
import { useTable } from "@/lib/use-table";
import { useTitle } from "@/lib/use-title";

const AGES: readonly [value: string, title: string][] = [
  ["0", "Any"],
  ["60", "A minute"],
  ["600", "Ten minutes"],
  ["3600", "An hour"],
  ["86400", "A day"],
];

export function Component() {
  useTitle("Stuck orders");
  const { state, change, goTo, first, previous } = useTable(STUCK_TABLE);
  const [hidden, hide] = useHiddenColumns("stuck-orders", STUCK_COLUMNS);
  const { data, error, isPlaceholderData } = useQuery(stuckOrders(state));
  const next = data?.next_cursor ?? null;
  return (
    <>
      <header className={page.head}>
        <h1>Stuck orders</h1>
        <div className={page.tools}>
          <ColumnPicker columns={STUCK_COLUMNS} hidden={hidden} onHidden={hide} />
        </div>
      </header>
      <Places />
      <p className={page.soft}>Orders whose saga is under way and got nowhere. The watchdog asks their questions again and ends those whose patience is over; nobody has to do it by hand.</p>
      <div className={page.bar}>
        <SelectField label="Without progress for" value={state.filters.age} onChange={(event) => change((now) => withFilter(now, "age", event.target.value))}>
          {AGES.map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </SelectField>
      </div>
      <DataTable
        label="Stuck orders"
        columns={STUCK_COLUMNS}
        rows={data?.items}
        rowId={({ order_id }) => order_id}
        rowName={({ number }) => `order ${number}`}
        state={state}
        onChange={change}
        hidden={hidden}
        isStale={isPlaceholderData}
        error={error && data === undefined && <ProblemNotice error={error} title="The orders could not be loaded" />}
        empty={<Empty title="Every order moves">Nothing has stood still for so long.</Empty>}
        pager={data && <Pager count={data.items.length} isFirst={state.after === null} onFirst={first} onPrevious={previous} onNext={next === null ? undefined : () => goTo(next)} />}
      />
    </>
  );
}
