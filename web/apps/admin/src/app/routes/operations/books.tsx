import { Button } from "@souk/ui/button";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import page from "@/app/page.module.css";
import { books as booksQuery } from "@/features/operations/api/read";
import { Books } from "@/features/operations/components/books";
import { Places } from "@/features/operations/components/places";
import { ProblemNotice } from "@/lib/problem-notice";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("Books");
  const { data, error, refetch, isFetching } = useQuery(booksQuery());
  return (
    <>
      <header className={page.head}>
        <h1>The books</h1>
        <div className={page.tools}>
          <Button look="secondary" busy={isFetching && data !== undefined && "Refreshing…"} onClick={() => void refetch()}>
            Refresh
          </Button>
        </div>
      </header>
      <Places />
      <p className={page.soft}>What must hold in this shop at any time, looked at by the auditor: what changed every half minute, everything once a day.</p>
      {data === undefined ? error ? <ProblemNotice error={error} title="The report could not be loaded" /> : <Skeleton height="24rem" /> : <Books report={data} />}
    </>
  );
}
