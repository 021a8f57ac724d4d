import { problemOf } from "@souk/api/problem";
import { Empty } from "@souk/ui/empty";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";

import page from "@/app/page.module.css";
import { journal as journalQuery, letter as letterQuery } from "@/features/operations/api/read";
import { JournalRows } from "@/features/operations/components/journal-rows";
import { LetterActions } from "@/features/operations/components/letter-actions";
import { LetterPage } from "@/features/operations/components/letter-page";
import { eventName } from "@/features/operations/saga-layout";
import { ProblemNotice } from "@/lib/problem-notice";
import { useCan } from "@/lib/use-session";
import { useTitle } from "@/lib/use-title";

const FIRST = { after: null };

export function Component() {
  const { id = "" } = useParams();
  const can = useCan();
  const navigate = useNavigate();
  const { data, error } = useQuery(letterQuery(id));
  useTitle(data ? eventName(data.type) : "Dead letter");
  if (data === undefined) {
    if (!error) return <Skeleton height="24rem" />;
    return problemOf(error).slug === "not-found" ? <Gone id={id} /> : <ProblemNotice error={error} title="The letter could not be loaded" />;
  }
  return (
    <>
      <p className={page.soft}>
        <Link to="/operations/dead-letters">Dead letters</Link>
      </p>
      <header className={page.head}>
        <h1>{eventName(data.type)}</h1>
        <div className={page.tools}>{can("settings:write") && <LetterActions letter={data} onDone={() => void navigate("/operations/dead-letters")} />}</div>
      </header>
      <LetterPage letter={data} />
    </>
  );
}

/** A link to a letter that somebody has dealt with: the journal says who. */
function Gone({ id }: { id: string }) {
  const { data } = useQuery(journalQuery(FIRST, id));
  return (
    <>
      <h1>This letter is gone</h1>
      {data && data.items.length > 0 ? (
        <JournalRows entries={data.items} />
      ) : (
        <Empty title="There is no such letter" actions={<Link to="/operations/dead-letters">All dead letters</Link>}>
          Its listener may have had the event after all, or it was dropped from the command line.
        </Empty>
      )}
    </>
  );
}
