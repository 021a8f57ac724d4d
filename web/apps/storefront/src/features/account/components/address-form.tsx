import { problemOf } from "@souk/api/problem";
import type { SavedAddress } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { useEffect, useRef, useState } from "react";

import { useSaveAddress } from "@/features/account/api/addresses";
import styles from "@/features/account/components/account-part.module.css";
import { AddressFields } from "@/lib/address-fields";
import { checkAddress, sentAddress, stillWrong, type AddressErrors, type PostalAddress } from "@/lib/address-rules";
import { ProblemNotice } from "@/lib/problem-notice";
import { t } from "@/lib/words";

interface Props {
  /** The one that is changed; null to add one. */
  address: SavedAddress | null;
  /** Something is in it that is not saved. */
  onTyped: () => void;
  onCancel: () => void;
  onSaved: () => void;
}

/** What is typed stays until it is saved, whatever goes wrong. */
export function AddressForm({ address, onTyped, onCancel, onSaved }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const save = useSaveAddress(address?.id ?? null);
  const [typed, setTyped] = useState<PostalAddress>(() => ({
    name: address?.name ?? "",
    line1: address?.line1 ?? "",
    line2: address?.line2 ?? "",
    city: address?.city ?? "",
    region: address?.region ?? "",
    postal_code: address?.postal_code ?? "",
    country: address?.country ?? "",
    phone: address?.phone ?? "",
  }));
  const [isFirst, setFirst] = useState(address?.is_default ?? false);
  const [errors, setErrors] = useState<AddressErrors>({});

  // It opens in the place of the button that was pressed.
  useEffect(() => form.current?.querySelector("input")?.focus(), []);

  function change(next: PostalAddress) {
    setTyped(next);
    setErrors((before) => stillWrong(before, checkAddress(next)));
    onTyped();
  }

  function submit(event: React.SyntheticEvent) {
    event.preventDefault();
    const found = checkAddress(typed);
    setErrors(found);
    const [wrong] = Object.keys(found);
    if (wrong) form.current?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
    else save.mutate({ ...sentAddress(typed), is_default: isFirst }, { onSuccess: onSaved });
  }

  // A sign-in that ran out is asked for again on top of the page; then the button works as before.
  const isSignInAsked = save.isError && problemOf(save.error).slug === "unauthenticated";
  return (
    <form ref={form} className={styles.wideForm} noValidate onSubmit={submit} aria-label={t(address ? "account.edit_address" : "account.add_address")}>
      <AddressFields address={typed} errors={errors} onChange={change} />
      <label className={styles.row}>
        <input
          type="checkbox"
          checked={isFirst}
          onChange={({ target }) => {
            setFirst(target.checked);
            onTyped();
          }}
        />
        {t("account.make_default")}
      </label>
      {save.isError && !isSignInAsked && <ProblemNotice error={save.error} title={t("account.save_failed")} />}
      <div className={styles.row}>
        <Button type="submit" busy={save.isPending && t("ui.saving")}>
          {t("ui.save")}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t("ui.cancel")}
        </Button>
      </div>
    </form>
  );
}
