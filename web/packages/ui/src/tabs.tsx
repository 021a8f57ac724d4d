import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

import styles from "./tabs.module.css";

export interface TabItem<Id extends string> {
  id: Id;
  title: ReactNode;
  /** A figure beside the title: how many there are. */
  count?: number | undefined;
  content: ReactNode;
}

interface Props<Id extends string> {
  /** What the tabs are about, for those who do not see them. */
  label: string;
  tabs: readonly TabItem<Id>[];
  /** Kept in the address by whoever uses it, so that a tab can be linked to. */
  value: Id;
  onChange: (id: Id) => void;
}

export function Tabs<Id extends string>({ label, tabs, value, onChange }: Props<Id>) {
  return (
    <Base.Root value={value} onValueChange={(next: unknown) => onChange(next as Id)}>
      <Base.List className={styles.list} aria-label={label} activateOnFocus={false}>
        {tabs.map(({ id, title, count }) => (
          <Base.Tab key={id} value={id} className={styles.tab}>
            {title}
            {count !== undefined && <span className={styles.count}>{count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(({ id, content }) => (
        <Base.Panel key={id} value={id} className={styles.panel}>
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
