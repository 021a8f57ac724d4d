import type { SavedAddress } from "@souk/api/types";
import { SelectField } from "@souk/ui/field";

import { EMPTY, type Draft } from "@/features/checkout/draft";
import { t } from "@/lib/words";

interface Props {
  saved: SavedAddress[];
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** Fills the address in from the account's address book. */
export function SavedAddresses({ saved, draft, onChange }: Props) {
  if (saved.length === 0) return null;
  return (
    <SelectField
      label={t("address.book")}
      defaultValue=""
      onChange={(event) => {
        const address = saved.find(({ id }) => id === event.target.value);
        if (address) onChange({ ...draftOf(address), email: draft.email });
      }}
    >
      <option value="">{t("address.choose")}</option>
      {saved.map(({ id, name, line1, city }) => (
        <option key={id} value={id}>
          {name}, {line1}, {city}
        </option>
      ))}
    </SelectField>
  );
}

export function draftOf(address: SavedAddress): Draft {
  const known = Object.entries(address).filter(([name, value]) => name in EMPTY && typeof value === "string");
  return { ...EMPTY, ...(Object.fromEntries(known) as Partial<Draft>) };
}
