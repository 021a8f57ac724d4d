import type { Order } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { Confirm } from "@souk/ui/confirm";
import { TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";
import { Quantity } from "@souk/ui/quantity";
import { toast } from "@souk/ui/toast";
import { useState } from "react";

import { useFulfillOrder } from "@/features/orders/api/fulfill-order";
import styles from "@/features/orders/components/fulfill-form.module.css";
import { remaining } from "@/features/orders/remaining";
import { ProblemNotice } from "@/lib/problem-notice";
import { lostMoney } from "@/lib/statuses";

const LOST = {
  disputed: { title: "The customer's bank took the money back for now", body: "Wait until the dispute is settled, or the goods may be gone as well." },
  voided: { title: "Nobody pays for these goods any more", body: "What was authorized for this order was given up." },
};

/** Packs a parcel of what has not been sent yet. Where the money is gone it asks before goods follow. */
export function FulfillForm({ order }: { order: Order }) {
  const left = remaining(order);
  const [chosen, setChosen] = useState<Record<string, number>>({});
  const [carrier, setCarrier] = useState("");
  const [tracking, setTracking] = useState("");
  const [isTold, setTold] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const fulfill = useFulfillOrder(order.id);
  const lost = lostMoney(order);
  const lines = left.map(({ sku, quantity }) => ({ sku, quantity: Math.min(chosen[sku] ?? quantity, quantity) })).filter(({ quantity }) => quantity > 0);
  const lacks = { lines: lines.length === 0, carrier: carrier.trim() === "", tracking: tracking.trim() === "" };
  const send = () => {
    setAsking(false);
    fulfill.mutate(
      { lines, carrier: carrier.trim(), tracking_number: tracking.trim() },
      {
        onSuccess: () => {
          setChosen({});
          setTracking("");
          setTold(false);
          toast("The parcel is sent", { tone: "good", detail: `${carrier.trim()} ${tracking.trim()}` });
        },
      },
    );
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTold(true);
        const wrong = lacks.carrier ? "carrier" : lacks.tracking ? "tracking" : null;
        if (wrong !== null) event.currentTarget.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.focus();
        else if (lacks.lines) return;
        else if (lost !== null) setAsking(true);
        else send();
      }}
    >
      {lost && (
        <Notice tone="bad" title={LOST[lost].title} announce={false}>
          {LOST[lost].body}
        </Notice>
      )}
      <ul className={styles.lines}>
        {left.map(({ sku, title, quantity }) => (
          <li key={sku}>
            {title}
            <Quantity label={`Units of ${title} to send`} value={Math.min(chosen[sku] ?? quantity, quantity)} min={0} max={quantity} onChange={(value) => setChosen({ ...chosen, [sku]: value })} />
          </li>
        ))}
      </ul>
      <div className={styles.pair}>
        <TextField
          label="Carrier"
          name="carrier"
          required
          hint="Required"
          error={isTold && lacks.carrier ? "Who carries it, please." : undefined}
          maxLength={100}
          value={carrier}
          onChange={(event) => setCarrier(event.target.value)}
        />
        <TextField
          label="Tracking number"
          name="tracking"
          required
          hint="Required"
          error={isTold && lacks.tracking ? "The number on the parcel, please." : undefined}
          maxLength={100}
          value={tracking}
          onChange={(event) => setTracking(event.target.value)}
        />
      </div>
      {isTold && lacks.lines && <Notice tone="warn" title="There is nothing in the parcel" announce />}
      {fulfill.isError && <ProblemNotice error={fulfill.error} title="Nothing was sent" />}
      <div>
        <Button type="submit" busy={fulfill.isPending && "Sending…"}>
          Send this parcel
        </Button>
      </div>
      {lost && (
        <Confirm isOpen={isAsking} title="Send the goods without the money?" yes="Send them anyway" no="Keep them" tone="danger" onYes={send} onNo={() => setAsking(false)}>
          {LOST[lost].title}. {LOST[lost].body}
        </Confirm>
      )}
    </form>
  );
}
