import { ColumnPicker, useHiddenColumns } from "@souk/ui/column-picker";
import { DataTable } from "@souk/ui/data-table";
import { Empty } from "@souk/ui/empty";
import { SelectField } from "@souk/ui/field";
import { Pager } from "@souk/ui/pager";
import { withFilter } from "@souk/ui/table-state";
import { useQuery } from "@tanstack/react-query";

import page from "@/app/page.module.css";
import { LETTER_TABLE, letters as lettersQuery, SERVICES } from "@/features/operations/api/read";
import { LETTER_COLUMNS } from "@/features/operations/components/letter-columns";
import { Places } from "@/features/operations/components/places";
import { ProblemNotice } from "@/lib/problem-notice";
import { useTable } from "@/lib/use-table";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("Dead letters");
  const { state, change, goTo, first, previous } = useTable(LETTER_TABLE);
  const [hidden, hide] = useHiddenColumns("dead-letters", LETTER_COLUMNS);
  const { data, error, isPlaceholderData } = useQuery(lettersQuery(state));
  const next = data?.next_cursor ?? null;
  return (
    <>
      <header className={page.head}>
        <h1>Dead letters</h1>
        <div className={page.tools}>
          <ColumnPicker columns={LETTER_COLUMNS} hidden={hidden} onHidden={hide} />
        </div>
      </header>
      <Places />
      <p className={page.soft}>Events that a listener gave up. Each waits until somebody has it handled again, or drops it.</p>
      <div className={page.bar}>
        <SelectField label="Given up by" value={state.filters.service} onChange={(event) => change((now) => withFilter(now, "service", event.target.value))}>
          <option value="">Any service</option>
          {SERVICES.map((service) => (
            <option key={service}>{service}</option>
          ))}
        </SelectField>
      </div>
      <DataTable
        label="Dead letters"
        columns={LETTER_COLUMNS}
        rows={data?.items}
        rowId={({ id }) => id}
        rowName={({ id }) => id}
        state={state}
        onChange={change}
        hidden={hidden}
        isStale={isPlaceholderData}
        error={error && data === undefined && <ProblemNotice error={error} title="The dead letters could not be loaded" />}
        empty={<Empty title="Nothing was given up">Every event had its effect, or is on its way.</Empty>}
        pager={data && <Pager count={data.items.length} isFirst={state.after === null} onFirst={first} onPrevious={previous} onNext={next === null ? undefined : () => goTo(next)} />}
      />
    </>
  );
}
