import type { SavedAddress } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import { Button } from "@souk/ui/button";
import { useState } from "react";

import { useRemoveAddress } from "@/features/account/api/addresses";
import styles from "@/features/account/components/account-part.module.css";
import { AddressForm } from "@/features/account/components/address-form";
import { countryName } from "@/lib/countries";
import { ProblemNotice } from "@/lib/problem-notice";
import { t } from "@/lib/words";

/** `new` while an address is added, else the id of the one that is changed. */
type Open = string | null;

export function AddressBook({ addresses }: { addresses: SavedAddress[] }) {
  const [open, setOpen] = useState<Open>(null);
  const remove = useRemoveAddress();
  return (
    <section className={styles.part} aria-labelledby="addresses">
      <h2 id="addresses">{t("account.address_book")}</h2>
      {addresses.length === 0 && open === null && <p className={styles.soft}>{t("account.no_addresses")}</p>}
      <ul className={styles.list}>
        {addresses.map((address) =>
          open === address.id ? (
            <li key={address.id}>
              <AddressForm address={address} onDone={() => setOpen(null)} />
            </li>
          ) : (
            <li key={address.id}>
              <span className={styles.lines}>
                <b>{address.name}</b> {address.is_default && <Badge tone="good">{t("account.default")}</Badge>}
                <br />
                {[address.line1, address.line2, `${address.postal_code} ${address.city}`, address.region, countryName(address.country)].filter(Boolean).join(", ")}
              </span>
              <span className={styles.row}>
                <Button look="secondary" size="small" onClick={() => setOpen(address.id)}>
                  {t("account.edit")} <span className="visually-hidden">{address.line1}</span>
                </Button>
                <Button look="quiet" size="small" onClick={() => remove.mutate(address.id)}>
                  {t("account.remove")} <span className="visually-hidden">{address.line1}</span>
                </Button>
              </span>
            </li>
          ),
        )}
      </ul>
      <p role="status" className="visually-hidden">
        {remove.isSuccess && t("account.removed")}
      </p>
      {remove.isError && <ProblemNotice error={remove.error} title={t("account.save_failed")} />}
      {open === "new" ? (
        <AddressForm address={null} onDone={() => setOpen(null)} />
      ) : (
        <div>
          <Button onClick={() => setOpen("new")}>{t("account.add_address")}</Button>
        </div>
      )}
    </section>
  );
}
