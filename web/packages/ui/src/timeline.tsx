import type { ReactNode } from "react";

import styles from "./timeline.module.css";

export interface TimelineEntry {
  id: string;
  /** RFC 3339. */
  at: string;
  /** As it is shown: the caller knows the place's way of writing it. */
  when: string;
  title: ReactNode;
  detail?: ReactNode;
  tone?: "neutral" | "good" | "warn" | "bad";
}

/** What happened, in the order it is given. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol className={styles.timeline} aria-label={label}>
      {entries.map(({ id, at, when, title, detail, tone = "neutral" }) => (
        <li key={id} className={[styles.entry, styles[tone]].join(" ")}>
          <p className={styles.title}>{title}</p>
          <time className={styles.time} dateTime={at}>
            {when}
          </time>
          {detail && <div className={styles.detail}>{detail}</div>}
        </li>
      ))}
    </ol>
  );
}
