import type { InputHTMLAttributes, ReactNode } from "react";

import styles from "./choice.module.css";

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "title"> {
  title: ReactNode;
  detail?: ReactNode;
  aside?: ReactNode;
}

/** One of several: a radio button as a card. Put the cards of one question into a fieldset with a legend. */
export function Choice({ title, detail, aside, ...rest }: Props) {
  return (
    <label className={styles.choice}>
      <input type="radio" {...rest} />
      <span className={styles.title}>{title}</span>
      {detail && <span className={styles.detail}>{detail}</span>}
      {aside && <span className={styles.aside}>{aside}</span>}
    </label>
  );
}
