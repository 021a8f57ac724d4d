import type { SavedAddress } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import { Button } from "@souk/ui/button";
import { Fragment, useState, type Ref } from "react";

import { useRemoveAddress } from "@/features/account/api/addresses";
import styles from "@/features/account/components/account-part.module.css";
import { countryName } from "@/lib/countries";
import { ProblemNotice } from "@/lib/problem-notice";
import { useFocusHeir } from "@/lib/use-focus-heir";
import { t } from "@/lib/words";

interface Props {
  address: SavedAddress;
  editRef: Ref<HTMLButtonElement>;
  onEdit: () => void;
  onRemoved: () => void;
}

/** One address of the book. It is removed for good, so the second press does it. */
export function AddressEntry({ address, editRef, onEdit, onRemoved }: Props) {
  const [isAsking, setAsking] = useState(false);
  const question = useFocusHeir<HTMLButtonElement>(isAsking);
  const remove = useRemoveAddress();
  const which = <span className="visually-hidden">{address.line1}</span>;
  return (
    <>
      <span className={styles.lines}>
        <b>{address.name}</b> {address.is_default && <Badge tone="good">{t("account.default")}</Badge>}
        <br />
        {[address.line1, address.line2, `${address.postal_code} ${address.city}`, address.region, countryName(address.country)].filter(Boolean).join(", ")}
      </span>
      <span className={styles.row}>
        {isAsking ? (
          <Fragment key="question">
            <Button
              ref={question}
              look="danger"
              size="small"
              busy={remove.isPending && t("account.removing")}
              onClick={() => remove.mutate(address.id, { onSuccess: onRemoved, onError: () => setAsking(false) })}
            >
              {t("account.remove_sure")} {which}
            </Button>
            <Button look="quiet" size="small" onClick={() => setAsking(false)}>
              {t("account.keep")} {which}
            </Button>
          </Fragment>
        ) : (
          <Fragment key="actions">
            <Button ref={editRef} look="secondary" size="small" onClick={onEdit}>
              {t("account.edit")} {which}
            </Button>
            <Button ref={question} look="quiet" size="small" onClick={() => setAsking(true)}>
              {t("account.remove")} {which}
            </Button>
          </Fragment>
        )}
      </span>
      {remove.isError && <ProblemNotice error={remove.error} title={t("account.save_failed")} />}
    </>
  );
}
