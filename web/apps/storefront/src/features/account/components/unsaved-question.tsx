import { Button } from "@souk/ui/button";
import { Sheet } from "@souk/ui/sheet";

import styles from "@/features/account/components/account-part.module.css";
import { t } from "@/lib/words";

interface Props {
  isOpen: boolean;
  onDiscard: () => void;
  onKeep: () => void;
}

/** What was typed and not saved is not dropped without a word. Closing the question keeps it. */
export function UnsavedQuestion({ isOpen, onDiscard, onKeep }: Props) {
  return (
    <Sheet open={isOpen} onClose={onKeep} title={t("account.unsaved")} closeLabel={t("ui.close")} place="middle">
      <div className={styles.form}>
        <p>{t("account.unsaved_text")}</p>
        <div className={styles.row}>
          <Button onClick={onKeep}>{t("account.keep_typing")}</Button>
          <Button look="quiet" onClick={onDiscard}>
            {t("account.discard")}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}
