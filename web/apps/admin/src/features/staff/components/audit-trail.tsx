import { Skeleton } from "@souk/ui/skeleton";
import { Timeline } from "@souk/ui/timeline";
import { useInfiniteQuery } from "@tanstack/react-query";

import { auditOf } from "@/features/staff/api/audit-of";
import styles from "@/features/staff/components/staff.module.css";
import { formatMoment } from "@/lib/dates";
import { More } from "@/lib/more";
import { useNames } from "@/lib/people";
import { ProblemNotice } from "@/lib/problem-notice";
import { sentence } from "@/lib/words";

const BAD = new Set(["sign_in_failed", "token_reused", "disabled"]);

/** Sign-ins, and what staff changed. */
export function AuditTrail({ id }: { id: string }) {
  const pages = useInfiniteQuery(auditOf(id));
  const entries = pages.data?.pages.flatMap(({ items }) => items);
  const nameOf = useNames(entries?.flatMap(({ actor_id }) => actor_id ?? []) ?? []);
  if (entries === undefined) return pages.error ? <ProblemNotice error={pages.error} title="The audit could not be loaded" /> : <Skeleton height="8rem" />;
  if (entries.length === 0) return <p className={styles.soft}>Nothing is on record.</p>;
  return (
    <>
      <Timeline
        label="Audit"
        entries={entries.map((entry) => ({
          id: entry.id,
          at: entry.at,
          when: formatMoment(entry.at),
          title: sentence(entry.action),
          tone: BAD.has(entry.action) ? "bad" : "neutral",
          detail: (
            <span className={styles.soft}>
              {[entry.actor_id !== null && entry.actor_id !== id && `by ${nameOf(entry.actor_id)}`, entry.ip_address, changes(entry.before, entry.after), entry.user_agent].filter(Boolean).join(" · ")}
            </span>
          ),
        }))}
      />
      <More pages={pages} />
    </>
  );
}

function changes(before: Record<string, unknown> | null, after: Record<string, unknown> | null): string | false {
  if (before === null || after === null) return false;
  const written = (value: unknown) => (Array.isArray(value) ? value.join(" + ") : String(value));
  return Object.keys(after)
    .map((name) => `${name}: ${written(before[name])} → ${written(after[name])}`)
    .join(", ");
}
