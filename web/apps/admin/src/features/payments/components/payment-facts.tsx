import { formatMoney } from "@souk/api/money";
import type { Payment } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import { Notice } from "@souk/ui/notice";

import { isAmount } from "@/features/payments/amounts";
import styles from "@/features/payments/components/payment-card.module.css";
import { formatMoment } from "@/lib/dates";
import { PAYMENT_STATUSES } from "@/lib/statuses";

/** What a payment is, and what about it a person has to know. */
export function PaymentFacts({ payment }: { payment: Payment }) {
  const status = PAYMENT_STATUSES[payment.status];
  return (
    <div className={styles.card}>
      <Trouble payment={payment} />
      <dl className={styles.facts}>
        <dt>Status</dt>
        <dd>
          <Badge tone={status.tone}>{status.label}</Badge>
        </dd>
        <dt>Gateway</dt>
        <dd>{payment.gateway}</dd>
        {isAmount(payment.amount) && (
          <>
            <dt>Amount</dt>
            <dd>{formatMoney(payment.amount)}</dd>
            <dt>Captured</dt>
            <dd>{formatMoney(payment.captured)}</dd>
            <dt>Refunded</dt>
            <dd>{formatMoney(payment.refunded)}</dd>
          </>
        )}
        <dt>Charge calls</dt>
        <dd>{payment.attempts}</dd>
        {payment.charge_id && (
          <>
            <dt>Charge</dt>
            <dd>
              <code>{payment.charge_id}</code>
            </dd>
          </>
        )}
        {payment.next_call_at && (
          <>
            <dt>Gateway is asked next</dt>
            <dd>{formatMoment(payment.next_call_at)}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

function Trouble({ payment }: { payment: Payment }) {
  return (
    <>
      {payment.alarm && (
        <Notice tone="bad" title="A person has to look at this" announce={false}>
          {payment.alarm}
        </Notice>
      )}
      {payment.status === "unknown" && (
        <Notice tone="warn" title="Nobody knows yet whether the card was charged">
          The gateway gave no answer. It is asked under the same key until it says; the card is charged once at most. There is nothing to do here.
        </Notice>
      )}
      {payment.status === "action_required" && (
        <Notice tone="info" title="The customer has to confirm at their bank">
          {payment.next_action && <code>{payment.next_action.url}</code>}
        </Notice>
      )}
      {payment.status === "disputed" && (
        <Notice tone="bad" title="The customer's bank took the money back for now" announce={false}>
          It cannot be refunded while the bank has it.
        </Notice>
      )}
      {payment.gateway === "none" && <Notice title="Never asked for">The order ended before its payment was asked for.</Notice>}
      {payment.status === "declined" && payment.reason && <Notice title="Declined">{payment.reason}</Notice>}
    </>
  );
}
