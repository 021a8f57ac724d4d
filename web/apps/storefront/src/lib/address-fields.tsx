import { SelectField, TextField } from "@souk/ui/field";

import styles from "@/lib/address-fields.module.css";
import { hasPostcodes, needsRegion, regionWord, takesRegion, type AddressErrors, type PostalAddress } from "@/lib/address-rules";
import { COUNTRIES } from "@/lib/countries";
import { t } from "@/lib/words";

interface Props<A extends PostalAddress> {
  address: A;
  errors: AddressErrors;
  /** For the browser's own address book: `shipping` at the checkout. */
  section?: string;
  onChange: (address: A) => void;
}

/** The fields of a postal address, as its country needs them. */
export function AddressFields<A extends PostalAddress>({ address, errors, section = "", onChange }: Props<A>) {
  const field = (name: keyof PostalAddress, autoComplete: string, length: number) => ({
    name,
    value: address[name],
    error: errors[name],
    autoComplete: `${section} ${autoComplete}`.trim(),
    maxLength: length,
    onChange: (event: { target: { value: string } }) => onChange({ ...address, [name]: event.target.value }),
  });
  const { country } = address;
  return (
    <div className={styles.grid}>
      <div className={styles.half}>
        <TextField label={t("address.name")} aria-required {...field("name", "name", 100)} />
      </div>
      <div className={styles.half}>
        <SelectField label={t("address.country")} aria-required {...field("country", "country", 2)}>
          <option value="">{t("address.choose_country")}</option>
          {COUNTRIES.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <div className={styles.wide}>
        <TextField label={t("address.line1")} aria-required {...field("line1", "address-line1", 200)} />
      </div>
      <div className={styles.wide}>
        <TextField label={t("address.line2")} required={false} {...field("line2", "address-line2", 200)} />
      </div>
      {hasPostcodes(country) && (
        <div className={styles.third}>
          <TextField label={t("address.postal_code")} aria-required {...field("postal_code", "postal-code", 20)} />
        </div>
      )}
      <div className={hasPostcodes(country) ? styles.rest : styles.wide}>
        <TextField label={t("address.city")} aria-required {...field("city", "address-level2", 100)} />
      </div>
      {takesRegion(country) && (
        <div className={styles.half}>
          <TextField
            label={t(regionWord(country))}
            {...(needsRegion(country) ? { "aria-required": true } : { required: false })}
            {...field("region", "address-level1", 100)}
          />
        </div>
      )}
      <div className={styles.half}>
        <TextField label={t("address.phone")} type="tel" required={false} {...field("phone", "tel", 40)} />
      </div>
    </div>
  );
}
