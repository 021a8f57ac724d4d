import type { ReactNode } from "react";

import styles from "@/app/gallery/gallery.module.css";

export function Piece({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.piece} aria-label={title}>
      <h3>{title}</h3>
      <div className={styles.shown}>{children}</div>
    </section>
  );
}

export function Chapter({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.chapter}>
      <h2>{title}</h2>
      <div className={styles.pieces}>{children}</div>
    </div>
  );
}
