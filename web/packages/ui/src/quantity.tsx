import { useState } from "react";

import { Icon } from "./icon";
import styles from "./quantity.module.css";
import { said } from "./said";

interface Props {
  /** What it counts, read to those who do not see it: `Quantity of Copper kettle`. */
  label: string;
  value: number;
  min?: number;
  max?: number;
  disabled?: boolean;
  onChange: (value: number) => void;
}

/** A number of units: buttons and a field; what is typed counts when the field is left or Enter is pressed. */
export function Quantity({ label, value, min = 1, max = 99, disabled = false, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = () => {
    if (typed === null) return;
    setTyped(null);
    const wanted = Math.round(Number(typed));
    if (typed.trim() === "" || !Number.isFinite(wanted)) return;
    const bounded = Math.min(Math.max(wanted, min), max);
    if (bounded !== value) onChange(bounded);
  };
  return (
    <div className={styles.quantity} role="group" aria-label={label}>
      <button type="button" aria-label={said.oneLess} disabled={disabled || value <= min} onClick={() => onChange(value - 1)}>
        <Icon name="minus" size={16} />
      </button>
      <input
        type="number"
        inputMode="numeric"
        aria-label={label}
        min={min}
        max={max}
        disabled={disabled}
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          settle();
        }}
      />
      <button type="button" aria-label={said.oneMore} disabled={disabled || value >= max} onClick={() => onChange(value + 1)}>
        <Icon name="plus" size={16} />
      </button>
    </div>
  );
}
