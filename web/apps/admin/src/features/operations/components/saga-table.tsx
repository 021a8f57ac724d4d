import { Badge, type BadgeTone } from "@souk/ui/badge";

import { eventName, layout, tookMs } from "@/features/operations/saga-layout";
import type { Fact, Hearing, Saga } from "@/features/operations/types";
import styles from "@/features/operations/components/parts.module.css";
import { duration } from "@/lib/ago";
import { formatInstant } from "@/lib/instants";
import { Table } from "@/lib/table";
import { sentence, words } from "@/lib/words";

const TONES: Record<Hearing["fate"], BadgeTone> = { heard: "good", waiting: "neutral", unsent: "neutral", put_off: "warn", given_up: "bad" };

/** The saga in words, a row for each step and event. */
export function SagaTable({ saga, onChoose }: { saga: Saga; onChoose: (eventId: string) => void }) {
  return (
    <Table label="The saga, step by step" head={[{ title: "When" }, { title: "Where" }, { title: "What" }, { title: "Because of" }, { title: "Heard by" }]}>
      {layout(saga).rows.map((row) =>
        row.kind === "step" ? (
          <tr key={row.id}>
            <td className={styles.instant}>{formatInstant(row.at)}</td>
            <td>on record</td>
            <td>{sentence(row.what)}</td>
            <td>{row.by}</td>
            <td />
          </tr>
        ) : (
          <tr key={row.id}>
            <td className={styles.instant}>{formatInstant(row.at)}</td>
            <td>{row.fact.source}</td>
            <td>
              <button type="button" className={styles.link} onClick={() => onChoose(row.id)}>
                {eventName(row.fact.type)}
              </button>
            </td>
            <td>{cause(saga, row.fact)}</td>
            <td className={styles.badges}>
              {row.fact.hearings.map((hearing) => (
                <Badge key={hearing.consumer} tone={TONES[hearing.fate]}>
                  {hearing.service}: {words(hearing.fate)}
                  {after(row.fact, hearing)}
                </Badge>
              ))}
            </td>
          </tr>
        ),
      )}
    </Table>
  );
}

function cause(saga: Saga, fact: Fact): string {
  const found = saga.facts.find(({ id }) => id === fact.cause);
  return found ? eventName(found.type) : "";
}

function after(fact: Fact, hearing: Hearing): string {
  const took = tookMs(fact, hearing);
  return took === null ? "" : ` after ${duration(took)}`;
}
