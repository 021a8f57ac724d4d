import type { SavedAddress } from "@souk/api/types";
import { Button } from "@souk/ui/button";

import styles from "@/features/account/components/address-book.module.css";
import { countryName } from "@/lib/countries";

export function AddressBook({ addresses, onRemove }: { addresses: SavedAddress[] | undefined; onRemove: (id: string) => void }) {
  if (!addresses || addresses.length === 0) return null;
  return (
    <section aria-labelledby="addresses">
      <h2 id="addresses">Address book</h2>
      <ul className={styles.book}>
        {addresses.map((address) => (
          <li key={address.id}>
            <span>
              {address.name}, {address.line1}, {address.postal_code} {address.city}, {countryName(address.country)}
            </span>
            <Button look="quiet" size="small" onClick={() => onRemove(address.id)}>
              Remove <span className="visually-hidden">{address.line1}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
