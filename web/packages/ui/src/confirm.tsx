import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";

import { Button } from "./button";
import styles from "./dialog.module.css";
import layers from "./layers.module.css";

interface Props {
  isOpen: boolean;
  title: ReactNode;
  /** What is about to happen and what it cannot be taken back from. */
  children?: ReactNode;
  yes: string;
  no?: string;
  tone?: "plain" | "danger";
  /** What is being done now (`Cancelling…`); the question stays until it is. */
  busy?: string | false;
  onYes: () => void;
  onNo: () => void;
}

/** A question that has to be answered. The keyboard starts on the answer that changes nothing. */
export function Confirm({ isOpen, title, children, yes, no = "Cancel", tone = "plain", busy = false, onYes, onNo }: Props) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && !busy && onNo()}>
      <Base.Portal>
        <Base.Backdrop className={layers.backdrop} />
        <Base.Viewport className={layers.viewport}>
          <Base.Popup className={[styles.card, styles.small].join(" ")}>
            <header className={styles.head}>
              <Base.Title className={styles.title}>{title}</Base.Title>
            </header>
            <Base.Description className={styles.body} render={<div />}>
              {children}
            </Base.Description>
            <footer className={styles.actions}>
              <Button look="secondary" onClick={onNo} disabled={busy !== false}>
                {no}
              </Button>
              <Button look={tone === "danger" ? "danger" : "primary"} busy={busy} onClick={onYes}>
                {yes}
              </Button>
            </footer>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
