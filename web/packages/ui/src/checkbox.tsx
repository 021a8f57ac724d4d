import type { InputHTMLAttributes, ReactNode } from "react";

import styles from "./checkbox.module.css";

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "type"> {
  label: ReactNode;
  hint?: ReactNode;
}

export function Checkbox({ label, hint, ...rest }: Props) {
  return (
    <label className={styles.line}>
      <input type="checkbox" className={styles.box} {...rest} />
      <span>
        {label}
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
    </label>
  );
}

/** On or off at once, unlike a checkbox that is sent with its form. */
export function Switch({ label, hint, ...rest }: Props) {
  return (
    <label className={styles.line}>
      <input type="checkbox" role="switch" className={styles.switch} {...rest} />
      <span>
        {label}
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
    </label>
  );
}
