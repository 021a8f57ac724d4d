import type { ReactNode } from "react";

import styles from "@/lib/table.module.css";

interface Props {
  /** What it lists, for those who do not see it. */
  label: string;
  head: { title: string; number?: boolean }[];
  /** Rows stay one line high; what does not fit is scrolled to. */
  isLow?: boolean;
  children: ReactNode;
}

/** `children` are rows; cells with figures have the class `number`. */
export function Table({ label, head, isLow = false, children }: Props) {
  return (
    <div className={`${styles.scroll ?? ""} sideways`}>
      <table className={isLow ? `${styles.table ?? ""} ${styles.low ?? ""}` : styles.table} aria-label={label}>
        <thead>
          <tr>
            {head.map(({ title, number }) => (
              <th key={title} scope="col" className={number ? "number" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
