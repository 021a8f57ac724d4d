import { useEffect, useRef, type ReactNode } from "react";

import { Icon } from "./icon";
import styles from "./sheet.module.css";

interface Props {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Said by the button that closes it. */
  closeLabel: string;
  /** At the side of the page, over all of it, or a card in its middle. */
  place?: "side" | "full" | "middle";
  children: ReactNode;
}

/** A native modal dialog: the browser keeps the focus in, closes it on Escape and gives the focus back. */
export function Sheet({ open, onClose, title, closeLabel, place = "side", children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);

  return (
    // A press beside the sheet closes it; Escape and the button do the same for a keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- as above
    <dialog
      ref={dialog}
      className={`${styles.sheet ?? ""} ${styles[place] ?? ""}`}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      {open && (
        <div className={styles.inner}>
          <div className={styles.head}>
            <h2>{title}</h2>
            <button type="button" className={styles.close} aria-label={closeLabel} onClick={() => dialog.current?.close()}>
              <Icon name="cross" />
            </button>
          </div>
          <div className={styles.body}>{children}</div>
        </div>
      )}
    </dialog>
  );
}
