import type { ReactNode } from "react";

import styles from "@/features/account/components/account-form.module.css";

interface Props {
  title: string;
  lead?: string;
  foot?: ReactNode;
  onSubmit?: (fields: FormData) => void;
  children: ReactNode;
}

/** The narrow page of one form: signing in, signing up, passwords. */
export function AccountForm({ title, lead, foot, onSubmit, children }: Props) {
  return (
    <div className={styles.card}>
      <h1>{title}</h1>
      {lead && <p>{lead}</p>}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.(new FormData(event.currentTarget));
        }}
      >
        {children}
      </form>
      {foot && <div className={styles.foot}>{foot}</div>}
    </div>
  );
}

/** A field's text out of a form. */
export function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}
