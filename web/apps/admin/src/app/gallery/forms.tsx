import type { Money } from "@souk/api/money";
import { Checkbox, Switch } from "@souk/ui/checkbox";
import { Choice } from "@souk/ui/choice";
import { Combobox, MultiCombobox } from "@souk/ui/combobox";
import { SelectField, TextArea, TextField } from "@souk/ui/field";
import { MoneyField, NumberField } from "@souk/ui/number-field";
import { Quantity } from "@souk/ui/quantity";
import { useState } from "react";

import styles from "@/app/gallery/gallery.module.css";
import { Chapter, Piece } from "@/app/gallery/piece";
import { COUNTRIES } from "@/lib/countries";

export function Forms() {
  const [money, setMoney] = useState<Money | null>({ amount: 123450, currency: "EUR" });
  const [number, setNumber] = useState<number | null>(12);
  const [one, setOne] = useState<string | null>("MA");
  const [many, setMany] = useState<string[]>(["DE", "IE"]);
  const [count, setCount] = useState(2);
  const [choice, setChoice] = useState("a");
  return (
    <Chapter title="Forms">
      <Piece title="Text">
        <div className={styles.stack}>
          <TextField label="Title" hint="As shoppers read it." defaultValue="Copper kettle" />
          <TextField label="Address" required={false} error="Small letters, digits and single dashes" defaultValue="Copper Kettle" />
          <TextArea label="Description" defaultValue="Beaten by hand." />
          <SelectField label="Status">
            <option>draft</option>
            <option>published</option>
          </SelectField>
        </div>
      </Piece>
      <Piece title="Numbers and money">
        <div className={styles.stack}>
          <MoneyField label="Price (EUR)" currency="EUR" value={money} onChange={setMoney} hint="Points and commas both do." />
          <NumberField label="Weight (g)" min={0} max={10_000} value={number} onChange={setNumber} />
          <Quantity label="Units" value={count} min={0} max={9} onChange={setCount} />
        </div>
      </Piece>
      <Piece title="Choosing by typing">
        <div className={styles.stack}>
          <Combobox label="Country of origin" items={COUNTRIES} value={one} onChange={setOne} />
          <MultiCombobox label="Sent to" items={COUNTRIES} value={many} onChange={setMany} placeholder="All countries" />
        </div>
      </Piece>
      <Piece title="Ticks, switches, choices">
        <div className={styles.stack}>
          <Checkbox label="Prices include tax" hint="Otherwise it is added at the checkout." defaultChecked />
          <Switch label="Offered" defaultChecked />
          <Switch label="Not offered" />
          <fieldset>
            <legend className="visually-hidden">Shipping</legend>
            <Choice name="gallery" title="Standard" detail="2–4 days" aside="€4.90" checked={choice === "a"} onChange={() => setChoice("a")} />
            <Choice name="gallery" title="Express" detail="1 day" aside="€12.90" checked={choice === "b"} onChange={() => setChoice("b")} />
          </fieldset>
        </div>
      </Piece>
    </Chapter>
  );
}
