import type { Money } from "@souk/api/money";
import type { ShippingMethodRow } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { MultiCombobox } from "@souk/ui/combobox";
import { Dialog } from "@souk/ui/dialog";
import { TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";
import { MoneyField, NumberField } from "@souk/ui/number-field";
import { toast } from "@souk/ui/toast";
import { problemOf } from "@souk/api/problem";
import { useState } from "react";

import { useChangeShippingMethod, useOpenShippingMethod } from "@/features/settings/api/shipping-methods";
import styles from "@/features/settings/components/settings.module.css";
import { COUNTRIES } from "@/lib/countries";
import { ProblemNotice } from "@/lib/problem-notice";

const DAYS_MAX = 365;

interface Props {
  /** null for a new one. */
  method: ShippingMethodRow | null;
  currency: string;
  onClose: () => void;
}

export function ShippingDialog({ method, currency, onClose }: Props) {
  const [id, setId] = useState(method?.id ?? "");
  const [title, setTitle] = useState(method?.title ?? "");
  const [price, setPrice] = useState<Money | null>(method?.price ?? null);
  const [daysMin, setDaysMin] = useState<number | null>(method?.days_min ?? 1);
  const [daysMax, setDaysMax] = useState<number | null>(method?.days_max ?? 3);
  const [countries, setCountries] = useState<string[]>(method?.countries ?? []);
  const [isTouched, setTouched] = useState(false);
  const open = useOpenShippingMethod();
  const change = useChangeShippingMethod();
  const isOddId = id !== "" && !/^[a-z0-9][a-z0-9-]{0,63}$/.test(id);
  const isBackwards = daysMin !== null && daysMax !== null && daysMax < daysMin;
  const isReady = !isOddId && id !== "" && title.trim() !== "" && price !== null && daysMin !== null && daysMax !== null && !isBackwards;
  const busy = open.isPending || change.isPending;
  const error = open.error ?? change.error;
  const isConflict = error !== null && problemOf(error).slug === "version-mismatch";
  const touch =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setTouched(true);
      set(value);
    };
  const done = () => {
    toast("Saved", { tone: "good" });
    onClose();
  };
  const save = () => {
    if (!isReady || busy) return;
    const body = { title: title.trim(), price, days_min: daysMin, days_max: daysMax, countries };
    if (method) change.mutate({ id: method.id, version: method.version, body }, { onSuccess: done });
    else open.mutate({ id, is_active: true, ...body }, { onSuccess: done });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isUnsaved={isTouched}
      title={method ? method.title : "New shipping method"}
      about="Orders already placed keep what was agreed."
      actions={
        <Button disabled={!isReady || !isTouched} busy={busy && "Saving…"} onClick={save}>
          Save
        </Button>
      }
    >
      {!method && (
        <TextField label="Name in orders" maxLength={64} value={id} onChange={(event) => touch(setId)(event.target.value)} error={isOddId ? "Small letters, digits and dashes" : undefined} hint="It never changes: express, pickup-town-hall" />
      )}
      <TextField label="Title" maxLength={200} value={title} onChange={(event) => touch(setTitle)(event.target.value)} />
      <MoneyField label={`Price (${currency})`} currency={currency} value={price} onChange={touch(setPrice)} />
      <div className={styles.pair}>
        <NumberField label="Days, at least" min={0} max={DAYS_MAX} value={daysMin} onChange={touch(setDaysMin)} />
        <NumberField label="Days, at most" min={0} max={DAYS_MAX} value={daysMax} onChange={touch(setDaysMax)} error={isBackwards ? "Not fewer than at least" : undefined} />
      </div>
      <MultiCombobox label="Countries" items={COUNTRIES} value={countries} onChange={touch(setCountries)} placeholder="All countries" hint="None means all of them." />
      {isConflict ? (
        <Notice tone="warn" title="Somebody else changed it meanwhile">
          Close this and open it again to see what it is now.
        </Notice>
      ) : (
        error && <ProblemNotice error={error} title="It was not saved" />
      )}
    </Dialog>
  );
}
