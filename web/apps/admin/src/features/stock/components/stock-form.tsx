import type { Stock } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { useState } from "react";

import { useAdjustStock } from "@/features/stock/api/adjust-stock";
import styles from "@/features/stock/components/stock-form.module.css";
import { ProblemNotice } from "@/lib/problem-notice";

/** Receives or writes off units of one SKU. */
export function StockForm({ sku, stock }: { sku: string; stock: Stock | undefined }) {
  const [change, setChange] = useState("");
  const [reason, setReason] = useState("");
  const adjust = useAdjustStock(sku);
  const delta = /^[+-]?\d{1,7}$/.test(change.trim()) ? Number(change) : 0;
  return (
    <>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (delta === 0 || reason.trim() === "") return;
          adjust.mutate(
            { delta, reason: reason.trim(), ...(stock?.on_hand !== undefined && { expected_on_hand: stock.on_hand }) },
            {
              onSuccess: () => {
                setChange("");
                setReason("");
              },
            },
          );
        }}
      >
        <input className={styles.change} aria-label={`Change of ${sku}`} placeholder="+10" inputMode="text" value={change} onChange={(event) => setChange(event.target.value)} />
        <input className={styles.reason} aria-label={`Reason for ${sku}`} placeholder="Why? e.g. delivery" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        <Button type="submit" look="secondary" size="small" disabled={delta === 0 || reason.trim() === ""} busy={adjust.isPending && "Saving…"}>
          Adjust
        </Button>
      </form>
      {adjust.isError && <ProblemNotice error={adjust.error} title="The stock stays as it is" />}
    </>
  );
}
