import type { CSSProperties } from "react";

import styles from "./awning.module.css";

/** The striped cloth over a stall; `stripe` is any CSS colour. */
export function Awning({ stripe, height }: { stripe?: string; height?: number }) {
  const style = { ...(stripe && { "--stripe": stripe }), ...(height && { height }) } as CSSProperties;
  return (
    <span className={styles.shade} aria-hidden="true">
      <span className={styles.awning} style={style} />
    </span>
  );
}
