import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { useState } from "react";

import styles from "@/features/catalog/components/editor.module.css";
import type { DraftOption } from "@/features/catalog/draft";

interface Props {
  options: DraftOption[];
  /** The options' names are settled once something is made of them. */
  hasVariants: boolean;
  onChange: (options: DraftOption[]) => void;
}

const OPTIONS_MAX = 5;
const VALUES_MAX = 100;

export function OptionRows({ options, hasVariants, onChange }: Props) {
  const set = (at: number, part: Partial<DraftOption>) => onChange(options.map((each, index) => (index === at ? { ...each, ...part } : each)));
  return (
    <>
      {options.map((option, index) => (
        <div key={index} className={styles.option}>
          <TextField label="Option" maxLength={60} placeholder="Colour" value={option.name} disabled={hasVariants} onChange={(event) => set(index, { name: event.target.value.replaceAll(".", "") })} />
          <Values option={option} onChange={(values) => set(index, { values })} />
          <Button look="quiet" size="small" disabled={hasVariants} onClick={() => onChange(options.filter((_, at) => at !== index))}>
            Remove<span className="visually-hidden"> option {option.name}</span>
          </Button>
        </div>
      ))}
      {options.length < OPTIONS_MAX && !hasVariants && (
        <div>
          <Button look="secondary" size="small" onClick={() => onChange([...options, { name: "", values: [] }])}>
            Add an option
          </Button>
        </div>
      )}
      {hasVariants && options.length > 0 && <p>More values can be added; other options need other variants.</p>}
      {hasVariants && options.length === 0 && <p>It is sold in one form. To offer choices, remove its variant first.</p>}
    </>
  );
}

/** Values between commas; they count once the field is left. */
function Values({ option, onChange }: { option: DraftOption; onChange: (values: string[]) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextField
      label={`Values${option.name ? ` of ${option.name}` : ""}, between commas`}
      placeholder="Sand, Ink, Clay"
      value={typed ?? option.values.join(", ")}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (typed !== null) onChange(valuesIn(typed));
        setTyped(null);
      }}
    />
  );
}

function valuesIn(text: string): string[] {
  const values = text
    .split(",")
    .map((value) => value.trim().slice(0, 100))
    .filter(Boolean);
  return Array.from(new Set(values)).slice(0, VALUES_MAX);
}
