import type { Order } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Quantity } from "@souk/ui/quantity";
import { useState } from "react";

import { useFulfillOrder } from "@/features/orders/api/fulfill-order";
import styles from "@/features/orders/components/fulfill-form.module.css";
import { remaining } from "@/features/orders/remaining";
import { ProblemNotice } from "@/lib/problem-notice";

/** Packs a parcel of what has not been sent yet. */
export function FulfillForm({ order }: { order: Order }) {
  const left = remaining(order);
  const [chosen, setChosen] = useState<Record<string, number>>({});
  const [carrier, setCarrier] = useState("");
  const [tracking, setTracking] = useState("");
  const fulfill = useFulfillOrder(order.id);
  const lines = left.map(({ sku, quantity }) => ({ sku, quantity: Math.min(chosen[sku] ?? quantity, quantity) })).filter(({ quantity }) => quantity > 0);
  const isReady = lines.length > 0 && carrier.trim() !== "" && tracking.trim() !== "";
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        fulfill.mutate(
          { lines, carrier: carrier.trim(), tracking_number: tracking.trim() },
          {
            onSuccess: () => {
              setChosen({});
              setTracking("");
            },
          },
        );
      }}
    >
      <ul className={styles.lines}>
        {left.map(({ sku, title, quantity }) => (
          <li key={sku}>
            {title}
            <Quantity label={`Units of ${title} to send`} value={Math.min(chosen[sku] ?? quantity, quantity)} min={0} max={quantity} onChange={(value) => setChosen({ ...chosen, [sku]: value })} />
          </li>
        ))}
      </ul>
      <div className={styles.pair}>
        <TextField label="Carrier" maxLength={100} value={carrier} onChange={(event) => setCarrier(event.target.value)} />
        <TextField label="Tracking number" maxLength={100} value={tracking} onChange={(event) => setTracking(event.target.value)} />
      </div>
      {fulfill.isError && <ProblemNotice error={fulfill.error} title="Nothing was sent" />}
      <div>
        <Button type="submit" disabled={!isReady} busy={fulfill.isPending && "Sending…"}>
          Send this parcel
        </Button>
      </div>
    </form>
  );
}
