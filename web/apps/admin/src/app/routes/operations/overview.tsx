import { Notice } from "@souk/ui/notice";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import page from "@/app/page.module.css";
import { overview as overviewQuery } from "@/features/operations/api/read";
import { Consumers, Processes } from "@/features/operations/components/machinery";
import { Places } from "@/features/operations/components/places";
import { ServiceCards, Troubles } from "@/features/operations/components/services-overview";
import { formatInstant } from "@/lib/instants";
import { ProblemNotice } from "@/lib/problem-notice";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("Operations");
  const { data, error } = useQuery(overviewQuery());
  if (data === undefined) {
    return (
      <>
        <h1>Operations</h1>
        <Places />
        {error ? (
          <>
            <ProblemNotice error={error} title="The auditor does not answer" />
            <p className={page.soft}>It reads for this page, and nothing else needs it: orders, payments and the shop go on without.</p>
          </>
        ) : (
          <Skeleton height="24rem" />
        )}
      </>
    );
  }
  return (
    <>
      <header className={page.head}>
        <h1>Operations</h1>
        <p className={page.soft} aria-live="off">
          As of {formatInstant(data.at)}
        </p>
      </header>
      <Places />
      {error && (
        <Notice tone="warn" title="This is not fresh">
          The auditor does not answer now; it is asked again.
        </Notice>
      )}
      <Troubles overview={data} />
      <section className={page.column} aria-labelledby="services">
        <h2 id="services">Services</h2>
        <ServiceCards overview={data} />
      </section>
      <section className={page.column} aria-labelledby="processes">
        <h2 id="processes">Processes</h2>
        <Processes overview={data} />
      </section>
      <section className={page.column} aria-labelledby="consumers">
        <h2 id="consumers">Who listens to what</h2>
        <Consumers overview={data} />
      </section>
    </>
  );
}
