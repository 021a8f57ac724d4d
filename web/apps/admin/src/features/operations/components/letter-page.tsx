import { Notice } from "@souk/ui/notice";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { journal as journalQuery } from "@/features/operations/api/read";
import { Json } from "@/features/operations/components/fact-details";
import { JournalRows } from "@/features/operations/components/journal-rows";
import styles from "@/features/operations/components/parts.module.css";
import { orderOf } from "@/features/operations/order-of";
import type { OpenLetter } from "@/features/operations/types";
import { formatInstant } from "@/lib/instants";

const FIRST = { after: null };

/** A dead letter, opened: why it was given up, what was said around it, and what it says. */
export function LetterPage({ letter }: { letter: OpenLetter }) {
  const { envelope } = letter;
  const orderId = orderOf(letter.data, envelope?.subject ?? null);
  const done = useQuery(journalQuery(FIRST, letter.id));
  return (
    <div className={styles.stack}>
      <Notice tone="bad" title="Why it was given up" announce={false}>
        <pre className={styles.json}>{letter.reason}</pre>
      </Notice>
      <dl className={styles.facts}>
        <dt>Listener</dt>
        <dd>
          <code>{letter.consumer}</code>
        </dd>
        <dt>Given up</dt>
        <dd>
          {formatInstant(letter.at)}, after {letter.attempts} failures
        </dd>
        {orderId && (
          <>
            <dt>Order</dt>
            <dd>
              <Link to={`/operations/orders/${orderId}`}>Its saga</Link>
            </dd>
          </>
        )}
        {envelope &&
          Object.entries(envelope)
            .filter(([, value]) => value !== null)
            .map(([name, value]) => (
              <div key={name} style={{ display: "contents" }}>
                <dt>{name}</dt>
                <dd>
                  <code>{value}</code>
                </dd>
              </div>
            ))}
      </dl>
      <h2 className={styles.heading}>What it says</h2>
      <Json value={letter.raw ?? letter.data} />
      {done.data && done.data.items.length > 0 && (
        <>
          <h2 className={styles.heading}>What was done about it</h2>
          <JournalRows entries={done.data.items} />
        </>
      )}
    </div>
  );
}
