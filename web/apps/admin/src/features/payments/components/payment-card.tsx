import { formatMoney, fromDecimal, toDecimal } from "@souk/api/money";
import type { Payment } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";
import { useState } from "react";

import { useCapturePayment } from "@/features/payments/api/capture-payment";
import { useRefundPayment } from "@/features/payments/api/refund-payment";
import styles from "@/features/payments/components/payment-card.module.css";
import { ProblemNotice } from "@/lib/problem-notice";

export function PaymentCard({ payment }: { payment: Payment }) {
  const capture = useCapturePayment(payment.id);
  const left = payment.captured.amount - payment.refunded.amount;
  return (
    <div className={styles.card}>
      <dl className={styles.facts}>
        <dt>Status</dt>
        <dd>{payment.status.replaceAll("_", " ")}</dd>
        <dt>Gateway</dt>
        <dd>{payment.gateway}</dd>
        <dt>Amount</dt>
        <dd>{formatMoney(payment.amount)}</dd>
        <dt>Captured</dt>
        <dd>{formatMoney(payment.captured)}</dd>
        <dt>Refunded</dt>
        <dd>{formatMoney(payment.refunded)}</dd>
      </dl>
      {payment.alarm && (
        <Notice tone="bad" title="A person has to look at this">
          {payment.alarm}
        </Notice>
      )}
      {payment.refunds.map((refund) => (
        <p key={refund.id}>
          {formatMoney(refund.amount)} back: {refund.status} ({refund.reason})
        </p>
      ))}
      {payment.status === "authorized" && (
        <div>
          <Button look="secondary" busy={capture.isPending && "Capturing…"} onClick={() => capture.mutate()}>
            Capture {formatMoney(payment.amount)}
          </Button>
          {capture.isError && <ProblemNotice error={capture.error} title="Nothing was captured" />}
        </div>
      )}
      {left > 0 && <RefundForm key={left} payment={payment} left={left} />}
    </div>
  );
}

/** @param left minor units that can still be given back */
function RefundForm({ payment, left }: { payment: Payment; left: number }) {
  const { currency } = payment.amount;
  const [text, setText] = useState(toDecimal({ amount: left, currency }));
  const [reason, setReason] = useState("");
  const refund = useRefundPayment(payment.id);
  const amount = fromDecimal(text, currency);
  const isReady = amount !== null && amount.amount > 0 && amount.amount <= left && reason.trim() !== "";
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) refund.mutate({ amount, reason: reason.trim() }, { onSuccess: () => setReason("") });
      }}
    >
      <TextField label={`Refund (${currency})`} inputMode="decimal" value={text} onChange={(event) => setText(event.target.value)} />
      <TextField label="Reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      {refund.isError && <ProblemNotice error={refund.error} title="Nothing was refunded" />}
      <Button type="submit" look="secondary" disabled={!isReady} busy={refund.isPending && "Refunding…"}>
        Refund
      </Button>
    </form>
  );
}
