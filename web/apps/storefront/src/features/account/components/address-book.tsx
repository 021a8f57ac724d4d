import type { SavedAddress } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { useCallback, useState } from "react";
import { useBeforeUnload, useBlocker } from "react-router";

import styles from "@/features/account/components/account-part.module.css";
import { AddressEntry } from "@/features/account/components/address-entry";
import { AddressForm } from "@/features/account/components/address-form";
import { UnsavedQuestion } from "@/features/account/components/unsaved-question";
import { useFocusHeir } from "@/lib/use-focus-heir";
import { t, type WordKey } from "@/lib/words";

const NEW = "new";

/** `NEW` while an address is added, else the id of the one that is changed. */
type Open = string | null;

export function AddressBook({ addresses }: { addresses: SavedAddress[] }) {
  const [open, setOpen] = useState<Open>(null);
  /** The form that was open last: the keyboard goes back to the button that opened it. */
  const [left, setLeft] = useState<Open>(null);
  const [isTyped, setTyped] = useState(false);
  /** Where a press leads that what was typed stands in the way of. */
  const [wanted, setWanted] = useState<{ open: Open } | null>(null);
  const [said, setSaid] = useState<WordKey | null>(null);
  const opener = useFocusHeir<HTMLButtonElement>(open);
  const title = useFocusHeir<HTMLHeadingElement>(addresses.length);
  const blocker = useBlocker(isTyped);
  useBeforeUnload(useCallback((event) => isTyped && event.preventDefault(), [isTyped]));

  function turnTo(next: Open) {
    setWanted(null);
    setTyped(false);
    setSaid(null);
    setLeft(open);
    setOpen(next);
  }

  const ask = (next: Open) => (isTyped ? setWanted({ open: next }) : turnTo(next));

  function discard() {
    turnTo(wanted?.open ?? null);
    blocker.proceed?.();
  }

  const form = (address: SavedAddress | null) => (
    <AddressForm
      address={address}
      onTyped={() => setTyped(true)}
      onCancel={() => ask(null)}
      onSaved={() => {
        turnTo(null);
        setSaid("account.address_saved");
      }}
    />
  );

  return (
    <section className={styles.part} aria-labelledby="addresses">
      <h2 id="addresses" ref={title} tabIndex={-1}>
        {t("account.address_book")}
      </h2>
      {addresses.length === 0 && open === null && <p className={styles.soft}>{t("account.no_addresses")}</p>}
      <ul className={styles.list}>
        {addresses.map((address) => (
          <li key={address.id}>
            {open === address.id ? (
              form(address)
            ) : (
              <AddressEntry
                address={address}
                editRef={left === address.id ? opener : null}
                onEdit={() => ask(address.id)}
                onRemoved={() => setSaid("account.removed")}
              />
            )}
          </li>
        ))}
      </ul>
      <p role="status" className="visually-hidden">
        {said && t(said)}
      </p>
      {open === NEW ? (
        form(null)
      ) : (
        <div>
          <Button ref={left === NEW ? opener : null} onClick={() => ask(NEW)}>
            {t("account.add_address")}
          </Button>
        </div>
      )}
      <UnsavedQuestion
        isOpen={wanted !== null || blocker.state === "blocked"}
        onDiscard={discard}
        onKeep={() => {
          setWanted(null);
          blocker.reset?.();
        }}
      />
    </section>
  );
}
