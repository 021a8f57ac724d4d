import type { SavedAddress } from "@souk/api/types";
import { SelectField, TextField } from "@souk/ui/field";

import styles from "@/features/checkout/components/address-fields.module.css";
import { EMPTY, type Draft, type DraftErrors } from "@/features/checkout/draft";
import { COUNTRIES } from "@/lib/countries";

interface Props {
  draft: Draft;
  errors: DraftErrors;
  /** The address book of who is signed in. */
  saved: SavedAddress[];
  onChange: (draft: Draft) => void;
}

export function AddressFields({ draft, errors, saved, onChange }: Props) {
  const field = (name: keyof Draft, autoComplete: string, length: number) => ({
    name,
    value: draft[name],
    error: errors[name],
    autoComplete,
    maxLength: length,
    onChange: (event: { target: { value: string } }) => onChange({ ...draft, [name]: event.target.value }),
  });

  function take(id: string) {
    const address = saved.find((each) => each.id === id);
    if (!address) return;
    const known = Object.fromEntries(Object.entries(address).filter(([name, value]) => name in EMPTY && typeof value === "string"));
    onChange({ ...EMPTY, email: draft.email, ...known });
  }

  return (
    <div className={styles.grid}>
      {saved.length > 0 && (
        <div className={styles.wide}>
          <SelectField label="From your address book" defaultValue="" onChange={(event) => take(event.target.value)}>
            <option value="">Choose, or fill in below</option>
            {saved.map(({ id, name, line1, city }) => (
              <option key={id} value={id}>
                {name}, {line1}, {city}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      <div className={styles.half}>
        <TextField label="Full name" {...field("name", "shipping name", 200)} />
      </div>
      <div className={styles.half}>
        <SelectField label="Country" {...field("country", "shipping country", 2)}>
          <option value="">Choose a country</option>
          {COUNTRIES.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <div className={styles.wide}>
        <TextField label="Street and number" {...field("line1", "shipping address-line1", 200)} />
      </div>
      <div className={styles.wide}>
        <TextField label="Flat, floor, company" required={false} {...field("line2", "shipping address-line2", 200)} />
      </div>
      <div className={styles.third}>
        <TextField label="Postcode" {...field("postal_code", "shipping postal-code", 20)} />
      </div>
      <div className={styles.rest}>
        <TextField label="Town" {...field("city", "shipping address-level2", 100)} />
      </div>
      <div className={styles.half}>
        <TextField label="Region" required={false} {...field("region", "shipping address-level1", 100)} />
      </div>
      <div className={styles.half}>
        <TextField label="Telephone" type="tel" required={false} {...field("phone", "shipping tel", 40)} />
      </div>
    </div>
  );
}
