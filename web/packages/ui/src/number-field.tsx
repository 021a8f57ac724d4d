import { toDecimal, type Money } from "@souk/api/money";
import { useState, type InputHTMLAttributes } from "react";

import { TextField, type Around } from "./field";
import { readMoney, readWhole } from "./numbers";

type Rest = Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "type" | "min" | "max">;

interface NumberProps extends Around, Rest {
  value: number | null;
  /** null while what is typed is no number that is allowed. */
  onChange: (value: number | null) => void;
  min: number;
  max: number;
}

const FIGURES = new Intl.NumberFormat("en-IE");

/** A whole number. Keeps what was typed as it was typed until the field is left, and says what is wrong with it. */
export function NumberField({ value, onChange, min, max, error, onBlur, ...rest }: NumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? "" : String(value));
  const isOdd = text.trim() !== "" && readWhole(text, min, max) === null;
  return (
    <TextField
      {...rest}
      inputMode={min < 0 ? "text" : "numeric"}
      autoComplete="off"
      value={text}
      error={isOdd ? `A whole number between ${FIGURES.format(min)} and ${FIGURES.format(max)}` : error}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(readWhole(event.target.value, min, max));
      }}
      onBlur={(event) => {
        if (!isOdd) setTyped(null);
        onBlur?.(event);
      }}
    />
  );
}

interface MoneyProps extends Around, Rest {
  value: Money | null;
  /** null while what is typed is no such amount, also when nothing is. */
  onChange: (value: Money | null) => void;
  currency: string;
  /** In minor units. */
  min?: number;
  max?: number;
  /** Hears whether the field holds something that is no amount. */
  onOdd?: (isOdd: boolean) => void;
}

/** As much as the shop takes for a price. */
export const MONEY_MAX = 1_000_000_000;

/** An amount in the shop's currency. Both points and commas do; what is ambiguous is refused and nothing is rounded. */
export function MoneyField({ value, onChange, currency, min = 0, max = MONEY_MAX, error, onBlur, onOdd, ...rest }: MoneyProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? "" : toDecimal(value));
  const read = (what: string) => {
    const money = readMoney(what, currency, max);
    return money !== null && money.amount >= min ? money : null;
  };
  const isOdd = text.trim() !== "" && read(text) === null;
  return (
    <TextField
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      error={isOdd ? `An amount like 19.99, ${toDecimal({ amount: min, currency })} to ${toDecimal({ amount: max, currency })}` : error}
      onChange={(event) => {
        const next = event.target.value;
        setTyped(next);
        onOdd?.(next.trim() !== "" && read(next) === null);
        onChange(read(next));
      }}
      onBlur={(event) => {
        if (!isOdd) setTyped(null);
        onBlur?.(event);
      }}
    />
  );
}
