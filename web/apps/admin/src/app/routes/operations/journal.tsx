import { Empty } from "@souk/ui/empty";
import { Pager } from "@souk/ui/pager";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import page from "@/app/page.module.css";
import { journal as journalQuery, JOURNAL_TABLE } from "@/features/operations/api/read";
import { JournalRows } from "@/features/operations/components/journal-rows";
import { Places } from "@/features/operations/components/places";
import { ProblemNotice } from "@/lib/problem-notice";
import { useTable } from "@/lib/use-table";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("Journal");
  const { state, goTo, first, previous } = useTable(JOURNAL_TABLE);
  const { data, error } = useQuery(journalQuery(state));
  const next = data?.next_cursor ?? null;
  return (
    <>
      <h1>Journal</h1>
      <Places />
      <p className={page.soft}>Who had what done to dead letters, and why. Kept for 400 days.</p>
      {data === undefined ? (
        error ? (
          <ProblemNotice error={error} title="The journal could not be loaded" />
        ) : (
          <Skeleton height="12rem" />
        )
      ) : data.items.length === 0 ? (
        <Empty title="Nothing was done here yet" />
      ) : (
        <>
          <JournalRows entries={data.items} />
          <Pager count={data.items.length} isFirst={state.after === null} onFirst={first} onPrevious={previous} onNext={next === null ? undefined : () => goTo(next)} />
        </>
      )}
    </>
  );
}
