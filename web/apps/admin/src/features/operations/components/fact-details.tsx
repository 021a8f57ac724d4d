import { Badge } from "@souk/ui/badge";
import { Drawer } from "@souk/ui/drawer";
import { Link } from "react-router";

import styles from "@/features/operations/components/parts.module.css";
import { eventName } from "@/features/operations/saga-layout";
import type { Fact } from "@/features/operations/types";
import { formatInstant } from "@/lib/instants";
import { sentence } from "@/lib/words";

/** Everything about one event. */
export function FactDetails({ fact, onClose, onChoose }: { fact: Fact | undefined; onClose: () => void; onChoose: (eventId: string) => void }) {
  return (
    <Drawer isOpen={fact !== undefined} onClose={onClose} title={fact ? eventName(fact.type) : ""} about={fact && `Told by ${fact.source}, ${formatInstant(fact.at)}`}>
      {fact && (
        <div className={styles.stack}>
          <dl className={styles.facts}>
            <dt>Event</dt>
            <dd>
              <code>{fact.id}</code>
            </dd>
            {fact.cause && (
              <>
                <dt>Because of</dt>
                <dd>
                  <button type="button" className={styles.link} onClick={() => onChoose(fact.cause ?? "")}>
                    <code>{fact.cause}</code>
                  </button>
                </dd>
              </>
            )}
            <dt>Published</dt>
            <dd>{fact.is_sent ? "Yes" : "Not yet"}</dd>
            <dt>Sent again</dt>
            <dd>{fact.resends} times</dd>
            {fact.trace_id && (
              <>
                <dt>Trace</dt>
                <dd>
                  <code>{fact.trace_id}</code>
                </dd>
              </>
            )}
          </dl>
          <h3 className={styles.heading}>Who has to hear of it</h3>
          {fact.hearings.length === 0 && <p className={styles.soft}>Nobody.</p>}
          <ul className={styles.list}>
            {fact.hearings.map((hearing) => (
              <li key={hearing.consumer}>
                <b>{hearing.service}</b> <Badge tone={hearing.fate === "heard" ? "good" : hearing.fate === "given_up" ? "bad" : "warn"}>{sentence(hearing.fate)}</Badge>
                <p className={styles.soft}>
                  {hearing.at && `${hearing.fate === "put_off" ? "tried again " : ""}${formatInstant(hearing.at)}`}
                  {hearing.reason && `: ${hearing.reason}`}
                </p>
                {hearing.fate === "given_up" && <Link to={`/operations/dead-letters/${encodeURIComponent(`${hearing.consumer}:${fact.id}`)}`}>To the dead letter</Link>}
              </li>
            ))}
          </ul>
          <h3 className={styles.heading}>What it says</h3>
          <Json value={fact.data} />
        </div>
      )}
    </Drawer>
  );
}

export function Json({ value }: { value: unknown }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <pre className={styles.json} tabIndex={0}>
      {typeof value === "string" ? value : JSON.stringify(value, null, 2)}
    </pre>
  );
}
