import { Toast as Base } from "@base-ui/react/toast";
import type { ReactNode } from "react";

import { Icon } from "./icon";
import styles from "./toast.module.css";

const manager = Base.createToastManager();
const TIMEOUT_MS = 6_000;
/** Long enough to read what happened and change one's mind. */
const UNDO_TIMEOUT_MS = 10_000;

export interface ToastOptions {
  tone?: "info" | "good" | "bad";
  detail?: ReactNode;
  /** Offers to take it back; runs once. */
  undo?: () => void;
  /** Something else to do about it. */
  action?: { title: string; run: () => void };
}

/** Says in a corner of the page what has happened. Works from anywhere; `<Toasts>` shows it. */
export function toast(title: ReactNode, { tone = "info", detail, undo, action }: ToastOptions = {}): void {
  const offered = undo ? { title: "Undo", run: undo } : action;
  const id = manager.add({
    title,
    description: detail,
    type: tone,
    // What went wrong stays until it has been read.
    timeout: tone === "bad" ? 0 : offered ? UNDO_TIMEOUT_MS : TIMEOUT_MS,
    priority: tone === "bad" ? "high" : "low",
    ...(offered && {
      actionProps: {
        children: offered.title,
        onClick: () => {
          manager.close(id);
          offered.run();
        },
      },
    }),
  });
}

/** Where toasts appear; once in an application, around everything. */
export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={4}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <Stack />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Stack() {
  const { toasts } = Base.useToastManager();
  return toasts.map((each) => (
    <Base.Root key={each.id} toast={each} className={styles.toast} swipeDirection={["right", "down"]}>
      <Base.Content className={styles.content}>
        <Icon name={each.type === "good" ? "check" : each.type === "bad" ? "alert" : "info"} />
        <div className={styles.words}>
          <Base.Title className={styles.title} render={<p />} />
          <Base.Description className={styles.detail} render={<div />} />
        </div>
        <Base.Action className={styles.action} />
        <Base.Close className={styles.close} aria-label="Dismiss">
          <Icon name="cross" size={16} />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
