import type { ReactNode } from "react";

import { Icon, type IconName } from "./icon";
import styles from "./notice.module.css";

const ICONS: Record<Tone, IconName> = { info: "info", good: "check", warn: "info", bad: "alert" };
type Tone = "info" | "good" | "warn" | "bad";

interface Props {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  /** Read out as soon as it appears; for what the person did not expect. */
  announce?: boolean;
}

export function Notice({ tone = "info", title, children, announce = tone === "bad" }: Props) {
  return (
    <div className={`${styles.notice ?? ""} ${styles[tone] ?? ""}`} role={announce ? "alert" : undefined}>
      <Icon name={ICONS[tone]} />
      <div className={styles.body}>
        {title && <p className={styles.title}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
