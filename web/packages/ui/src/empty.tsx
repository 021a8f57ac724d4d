import type { ReactNode } from "react";

import styles from "./empty.module.css";
import { Star } from "./star";

interface Props {
  title: ReactNode;
  children?: ReactNode;
  /** What to do about it. */
  actions?: ReactNode;
}

/** Nothing here, why, and what to do about it. */
export function Empty({ title, children, actions }: Props) {
  return (
    <div className={styles.empty}>
      <span className={styles.star}>
        <Star />
      </span>
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.words}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
