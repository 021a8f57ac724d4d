import { formatMoney } from "@souk/api/money";
import type { Payment } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";

import styles from "@/features/payments/components/payment-card.module.css";
import { formatMoment } from "@/lib/dates";
import { useNames } from "@/lib/people";
import { sentence } from "@/lib/words";

const TONES = { pending: "warn", succeeded: "good", failed: "bad" } as const;

export function Refunds({ refunds }: { refunds: Payment["refunds"] }) {
  const nameOf = useNames(refunds.map(({ by }) => by));
  if (refunds.length === 0) return <p className={styles.soft}>Nothing was given back.</p>;
  return (
    <ul className={styles.refunds}>
      {refunds.map((refund) => (
        <li key={refund.id}>
          <b>{formatMoney(refund.amount)}</b> <Badge tone={TONES[refund.status]}>{sentence(refund.status)}</Badge>
          <p className={styles.soft}>
            {refund.failure ?? refund.reason}, by {nameOf(refund.by)}, {formatMoment(refund.finished_at ?? refund.created_at)}
          </p>
        </li>
      ))}
    </ul>
  );
}
