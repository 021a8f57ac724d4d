import { Badge } from "@souk/ui/badge";
import { Notice } from "@souk/ui/notice";
import { Link } from "react-router";

import styles from "@/features/operations/components/parts.module.css";
import { healthOf, lagOf, troubles, waitingFor } from "@/features/operations/health";
import type { Overview, Service } from "@/features/operations/types";
import { duration } from "@/lib/ago";
import { sentence } from "@/lib/words";

/** What somebody should look at now, or that there is nothing. */
export function Troubles({ overview }: { overview: Overview }) {
  const found = troubles(overview, Date.parse(overview.at));
  if (found.length === 0) {
    return (
      <Notice tone="good" title="All is well">
        Every service has somebody ready, nothing waits too long, nothing was given up.
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title="Worth a look">
      <ul className={styles.troubles}>
        {found.map(({ id, what, path }) => (
          <li key={id}>
            <Link to={path}>{sentence(what)}</Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

export function ServiceCards({ overview }: { overview: Overview }) {
  return (
    <ul className={styles.services}>
      {overview.services.map((service) => (
        <Card key={service.name} service={service} now={Date.parse(overview.at)} />
      ))}
    </ul>
  );
}

function Card({ service, now }: { service: Service; now: number }) {
  const health = healthOf(service, now);
  const waiting = waitingFor(service);
  return (
    <li className={styles.service} data-service={service.name} data-health={health.word}>
      <header>
        <h3>{service.name}</h3>
        <Badge tone={health.tone}>{health.word}</Badge>
      </header>
      <dl className={styles.facts}>
        <dt>Replicas ready</dt>
        <dd>{service.ready === null ? "not known" : `${service.ready} of ${service.total ?? "?"}`}</dd>
        <dt>Unsent events</dt>
        <dd>{service.unsent}</dd>
        <dt>Waiting for it</dt>
        <dd>{waiting ?? "not known"}</dd>
        <dt>Oldest of them</dt>
        <dd>{duration(lagOf(service, now))}</dd>
        <dt>Put off</dt>
        <dd>{service.put_off}</dd>
        <dt>Dead letters</dt>
        <dd>{service.dead_letters > 0 ? <Link to={`/operations/dead-letters?service=${service.name}`}>{service.dead_letters}</Link> : 0}</dd>
      </dl>
    </li>
  );
}
