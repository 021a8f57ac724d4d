import { Skeleton } from "@souk/ui/skeleton";
import type { ReactNode } from "react";
import { Link } from "react-router";

import styles from "@/features/dashboard/components/dashboard.module.css";
import { ProblemNotice } from "@/lib/problem-notice";

export interface WatchRow {
  id: string;
  path: string;
  title: ReactNode;
  /** Where it stands, beside its name. */
  mark?: ReactNode;
  detail?: ReactNode;
  aside?: ReactNode;
}

interface Props {
  title: string;
  /** Absent while it is on its way. */
  rows: readonly WatchRow[] | undefined;
  error: unknown;
  /** When there is nothing: usually good news. */
  none: string;
  all: { path: string; title: string };
}

/** A few things that somebody should look at. */
export function WatchCard({ title, rows, error, none, all }: Props) {
  return (
    <section className={styles.card} aria-label={title}>
      <header className={styles.head}>
        <h2>{title}</h2>
        <Link to={all.path} className={styles.all}>
          {all.title}
        </Link>
      </header>
      {error !== null && <ProblemNotice error={error} title="It could not be loaded" />}
      {rows === undefined && error === null && <Skeleton height="9rem" />}
      {rows?.length === 0 && <p className={styles.none}>{none}</p>}
      {rows && rows.length > 0 && (
        <ul className={styles.rows}>
          {rows.map((row) => (
            <li key={row.id}>
              <span className={styles.name}>
                <Link to={row.path}>{row.title}</Link> {row.mark}
              </span>
              <span className={styles.aside}>{row.aside}</span>
              {row.detail && <span className={styles.detail}>{row.detail}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
