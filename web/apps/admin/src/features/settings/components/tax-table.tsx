import { problemOf } from "@souk/api/problem";
import type { TaxTable as Table } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { Checkbox } from "@souk/ui/checkbox";
import { SelectField, TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";
import { readPercent, writePercent } from "@souk/ui/numbers";
import { toast } from "@souk/ui/toast";
import { ToolIcon } from "@souk/ui/tool-icon";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { taxRates, usePutTaxRates } from "@/features/settings/api/tax-rates";
import styles from "@/features/settings/components/settings.module.css";
import { draftRates, isSameTable, mistakes, tableOf, type Rate } from "@/features/settings/rates";
import { COUNTRIES } from "@/lib/countries";
import { ProblemNotice } from "@/lib/problem-notice";
import { UnsavedGuard } from "@/lib/unsaved-guard";

/** The table of rates as a whole: it is saved as a whole, on the version that was shown. */
export function TaxTable({ table }: { table: Table }) {
  const [base, setBase] = useState(table);
  const [rates, setRates] = useState(() => draftRates(table));
  const [isIncluded, setIncluded] = useState(table.prices_include_tax);
  const queries = useQueryClient();
  const put = usePutTaxRates();
  const wanted = tableOf(rates, isIncluded, base.version);
  const wrong = mistakes(rates);
  const isChanged = wanted === null || !isSameTable(wanted, base);
  const isConflict = put.isError && problemOf(put.error).slug === "version-mismatch";
  const set = (at: number, part: Partial<Rate>) => setRates(rates.map((rate, index) => (index === at ? { ...rate, ...part } : rate)));
  const begin = (next: Table) => {
    setBase(next);
    setRates(draftRates(next));
    setIncluded(next.prices_include_tax);
    put.reset();
  };
  const save = () => {
    if (!wanted || put.isPending) return;
    put.mutate(wanted, {
      onSuccess: (saved) => {
        begin(saved);
        toast("Saved", { tone: "good", detail: "Orders already placed keep their rates." });
      },
    });
  };
  return (
    <form
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <UnsavedGuard isUnsaved={isChanged && !put.isPending} />
      <Checkbox label="Prices include tax" checked={isIncluded} onChange={(event) => setIncluded(event.target.checked)} hint="Otherwise it is added at the checkout." />
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Tax rates, scrolls sideways">
        <table className={styles.rates} aria-label="Tax rates">
          <thead>
            <tr>
              <th scope="col">Country</th>
              <th scope="col">Tax class</th>
              <th scope="col">Percent</th>
              <th scope="col">
                <span className="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rates.map((rate, index) => (
              <tr key={rate.key}>
                <td>
                  <SelectField label={`Country of rate ${index + 1}`} isLabelHidden value={rate.country} onChange={(event) => set(index, { country: event.target.value })}>
                    <option value="*">Everywhere else</option>
                    {COUNTRIES.map(({ value, label }) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                    {rate.country !== "*" && !COUNTRIES.some(({ value }) => value === rate.country) && <option value={rate.country}>{rate.country}</option>}
                  </SelectField>
                </td>
                <td data-title="Tax class">
                  <TextField label={`Tax class of rate ${index + 1}`} isLabelHidden maxLength={32} value={rate.taxClass} onChange={(event) => set(index, { taxClass: event.target.value })} />
                </td>
                <td data-title="Percent">
                  <TextField
                    label={`Percent of rate ${index + 1}`}
                    isLabelHidden
                    inputMode="decimal"
                    value={rate.percent}
                    error={readPercent(rate.percent) === null ? "0 to 100" : undefined}
                    onChange={(event) => set(index, { percent: event.target.value })}
                    onBlur={() => {
                      const points = readPercent(rate.percent);
                      if (points !== null) set(index, { percent: writePercent(points) });
                    }}
                  />
                </td>
                <td>
                  <button type="button" className={styles.remove} aria-label={`Remove rate ${index + 1}`} onClick={() => setRates(rates.filter((_, at) => at !== index))}>
                    <ToolIcon name="trash" size={16} />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {wrong.length > 0 && <Notice tone="warn" title={wrong.join(" ")} />}
      {isConflict ? (
        <Notice tone="warn" title="Somebody else changed the rates meanwhile" announce>
          <p>What you typed is still here, and not saved.</p>
          <Button look="secondary" size="small" onClick={() => void queries.query({ ...taxRates, staleTime: 0 }).then((now) => setBase(now)).then(() => put.reset())}>
            Keep mine and save over theirs
          </Button>{" "}
          <Button look="secondary" size="small" onClick={() => void queries.query({ ...taxRates, staleTime: 0 }).then(begin)}>
            Take theirs
          </Button>
        </Notice>
      ) : (
        put.isError && <ProblemNotice error={put.error} title="The rates stay as they are" />
      )}
      <div className={styles.row}>
        <Button look="secondary" onClick={() => setRates([...rates, { key: `new-${rates.length}-${Date.now()}`, country: "*", taxClass: "*", percent: "0" }])}>
          Add a rate
        </Button>
        <Button type="submit" disabled={!isChanged || wanted === null || wrong.length > 0} busy={put.isPending && "Saving…"}>
          Save rates
        </Button>
      </div>
    </form>
  );
}
