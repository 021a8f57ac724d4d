import { Notice } from "@souk/ui/notice";
import { Skeleton } from "@souk/ui/skeleton";
import { Tabs } from "@souk/ui/tabs";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";

import page from "@/app/page.module.css";
import { saga as sagaQuery } from "@/features/operations/api/read";
import { FactDetails } from "@/features/operations/components/fact-details";
import { SagaPicture } from "@/features/operations/components/saga-picture";
import { SagaTable } from "@/features/operations/components/saga-table";
import type { Saga } from "@/features/operations/types";
import { ProblemNotice } from "@/lib/problem-notice";
import { useCan } from "@/lib/use-session";
import { useTitle } from "@/lib/use-title";
import { words } from "@/lib/words";

export function Component() {
  const { id = "" } = useParams();
  const { data, error } = useQuery(sagaQuery(id));
  useTitle(data ? `Saga of order ${data.number}` : "Saga");
  if (data) return <SagaPage saga={data} />;
  return error ? <ProblemNotice error={error} title="The saga could not be loaded" /> : <Skeleton height="30rem" />;
}

/** How an order came to where it is. The shown event and the way of showing are in the address. */
function SagaPage({ saga }: { saga: Saga }) {
  const can = useCan();
  const [params, setParams] = useSearchParams();
  const chosen = params.get("event");
  const put = (name: string, value: string | null) =>
    setParams(
      (before) => {
        if (value === null) before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  const choose = (eventId: string) => put("event", eventId);
  return (
    <>
      <p className={page.soft}>
        <Link to="/operations">Operations</Link>
      </p>
      <header className={page.head}>
        <h1>Saga of order {saga.number}</h1>
        <div className={page.tools}>{can("orders:read") && <Link to={`/orders/${saga.order_id}`}>The order</Link>}</div>
      </header>
      <p className={page.soft}>
        {saga.order_id} · {words(saga.status)}
        {saga.stage === "settling" && ", being undone"} · goods {saga.reservation ? words(saga.reservation) : "never asked for"} · payment {saga.payment ? words(saga.payment) : "never asked for"}
      </p>
      {saga.trace_ids.length > 0 && (
        <p className={page.soft}>
          Trace{saga.trace_ids.length > 1 && "s"} <code>{saga.trace_ids.join(", ")}</code>: <code>./souk logs</code> shows what every service logged under it.
        </p>
      )}
      {!saga.is_whole && (
        <Notice tone="warn" title="Some of it is not kept any more">
          Events are kept for seven days; steps on record stay.
        </Notice>
      )}
      <Tabs
        label="How the saga is shown"
        value={params.get("as") === "table" ? "table" : "picture"}
        onChange={(as) => put("as", as === "table" ? as : null)}
        tabs={[
          { id: "picture", title: "Picture", content: <SagaPicture saga={saga} chosen={chosen} onChoose={choose} /> },
          { id: "table", title: "Table", count: saga.facts.length + saga.steps.length, content: <SagaTable saga={saga} onChoose={choose} /> },
        ]}
      />
      <FactDetails fact={saga.facts.find((fact) => fact.id === chosen)} onClose={() => put("event", null)} onChoose={choose} />
    </>
  );
}
