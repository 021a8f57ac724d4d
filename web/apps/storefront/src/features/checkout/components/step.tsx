import { Star } from "@souk/ui/star";
import { useId, type ReactNode } from "react";

import styles from "@/features/checkout/components/step.module.css";

interface Props {
  number: number;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** One numbered part of the checkout. */
export function Step({ number, title, aside, children }: Props) {
  const id = useId();
  return (
    <section className={styles.step} aria-labelledby={id}>
      <div className={styles.heading}>
        <span className={styles.number} aria-hidden="true">
          <Star size={34} />
          <b>{number}</b>
        </span>
        <h2 id={id}>{title}</h2>
        {aside && <span className={styles.aside}>{aside}</span>}
      </div>
      {children}
    </section>
  );
}
