import { Dialog as Base } from "@base-ui/react/dialog";
import { useState, type ReactNode, type RefObject } from "react";

import { Confirm } from "./confirm";
import styles from "./dialog.module.css";
import { Icon } from "./icon";
import layers from "./layers.module.css";

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** A sentence under the title; read out with it. */
  about?: ReactNode;
  /** There is something in it that would be lost: closing it asks first. */
  isUnsaved?: boolean;
  /** Nothing closes it but what is in it. */
  isLocked?: boolean;
  size?: "small" | "medium" | "large";
  /** What gets the keyboard when it opens; otherwise the first thing in it that can. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Stays in its corner: a sheet at the side of the page instead of a card in its middle. */
  side?: boolean;
  children: ReactNode;
  /** Buttons, in a row at its foot. */
  actions?: ReactNode;
}

/**
 * A question over the page. Escape, the cross and a press beside it close it; where that would lose something
 * (`isUnsaved`), it asks first. The keyboard comes back to where it was.
 */
export function Dialog({ isOpen, onClose, title, about, isUnsaved = false, isLocked = false, size = "medium", initialFocus, side = false, children, actions }: DialogProps) {
  const [isAsking, setAsking] = useState(false);
  const close = () => {
    if (isLocked) return;
    if (isUnsaved) setAsking(true);
    else onClose();
  };
  const shape = side ? styles.drawer : [styles.card, styles[size]].join(" ");
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && close()}>
      <Base.Portal>
        <Base.Backdrop className={layers.backdrop} />
        <Base.Viewport className={side ? styles.edge : layers.viewport}>
          <Base.Popup className={shape} {...(initialFocus && { initialFocus })}>
            <header className={styles.head}>
              <div>
                <Base.Title className={styles.title}>{title}</Base.Title>
                {about && <Base.Description className={styles.about}>{about}</Base.Description>}
              </div>
              {!isLocked && (
                <Base.Close className={styles.close} aria-label="Close">
                  <Icon name="cross" />
                </Base.Close>
              )}
            </header>
            <div className={styles.body}>{children}</div>
            {actions && <footer className={styles.actions}>{actions}</footer>}
            <Confirm
              isOpen={isAsking}
              title="Leave without saving?"
              yes="Discard changes"
              no="Keep editing"
              tone="danger"
              onYes={() => {
                setAsking(false);
                onClose();
              }}
              onNo={() => setAsking(false)}
            >
              What you changed here has not been saved.
            </Confirm>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
