import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from "react";

import styles from "./field.module.css";
import { said } from "./said";

export interface Around {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** The label is only read out: for cells of a table, whose head says the same. */
  isLabelHidden?: boolean;
}

export function useAround({ label, hint, error, isLabelHidden = false }: Around, required: boolean | undefined) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  const aria = {
    id,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": described === "" ? undefined : described,
  } as const;
  const wrap = (control: ReactNode) => (
    <div className={styles.field}>
      <label className={isLabelHidden ? "visually-hidden" : styles.label} htmlFor={id}>
        {label} {required === false && <span className={styles.optional}>({said.optional})</span>}
      </label>
      {control}
      {error && (
        <span className={styles.error} id={`${id}-error`}>
          {error}
        </span>
      )}
      {hint && (
        <span className={styles.hint} id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
  return { aria, wrap };
}

/** `required={false}` writes "(optional)" beside the label; leave it out where there is nothing to say. */
export function TextField({ label, hint, error, isLabelHidden, ...rest }: Around & InputHTMLAttributes<HTMLInputElement>) {
  const { aria, wrap } = useAround({ label, hint, error, ...(isLabelHidden && { isLabelHidden }) }, rest.required);
  return wrap(<input className={styles.control} {...aria} {...rest} />);
}

export function SelectField({ label, hint, error, isLabelHidden, children, ...rest }: Around & SelectHTMLAttributes<HTMLSelectElement>) {
  const { aria, wrap } = useAround({ label, hint, error, ...(isLabelHidden && { isLabelHidden }) }, rest.required);
  return wrap(
    <select className={styles.control} {...aria} {...rest}>
      {children}
    </select>,
  );
}

/** Grows with what is written where the browser can do that. */
export function TextArea({ label, hint, error, isLabelHidden, ...rest }: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const { aria, wrap } = useAround({ label, hint, error, ...(isLabelHidden && { isLabelHidden }) }, rest.required);
  return wrap(<textarea className={`${styles.control ?? ""} ${styles.area ?? ""}`} {...aria} {...rest} />);
}
