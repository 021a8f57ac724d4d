import { Badge } from "@souk/ui/badge";
import { Skeleton } from "@souk/ui/skeleton";
import { Timeline } from "@souk/ui/timeline";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";

import page from "@/app/page.module.css";
import { useOrderNames } from "@/features/orders/api/name-orders";
import { paymentById } from "@/features/payments/api/get-payment";
import { Ledger } from "@/features/payments/components/ledger";
import { MoneyActions } from "@/features/payments/components/money-actions";
import { PaymentFacts } from "@/features/payments/components/payment-facts";
import { Refunds } from "@/features/payments/components/refunds";
import { formatMoment } from "@/lib/dates";
import { useNames } from "@/lib/people";
import { ProblemNotice } from "@/lib/problem-notice";
import { PAYMENT_STATUSES } from "@/lib/statuses";
import { useCan } from "@/lib/use-session";
import { useTitle } from "@/lib/use-title";

export function Component() {
  const { id = "" } = useParams();
  const can = useCan();
  const { data: payment, error } = useQuery(paymentById(id));
  const order = useOrderNames(payment ? [payment.order_id] : []).get(payment?.order_id ?? "");
  const nameOf = useNames(payment?.history.map(({ by }) => by) ?? []);
  const title = order ? `Payment of order ${order.number}` : "Payment";
  useTitle(title);
  if (payment === undefined) return error ? <ProblemNotice error={error} title="The payment could not be loaded" /> : <Skeleton height="24rem" />;
  const status = PAYMENT_STATUSES[payment.status];
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>{title}</h1>
        <Badge tone={status.tone}>{status.label}</Badge>
        <div className={page.tools}>{can("payments:write") && <MoneyActions payment={payment} />}</div>
      </header>
      <p className={page.soft}>
        {payment.id} · {formatMoment(payment.created_at)} · {can("orders:read") ? <Link to={`/orders/${payment.order_id}`}>{order ? `Order ${order.number}` : "Its order"}</Link> : payment.order_id}
        {order && ` · ${order.email}`}
      </p>
      <div className={page.split}>
        <div className={page.column}>
          <section className={page.card} aria-labelledby="ledger">
            <h2 id="ledger">Ledger</h2>
            <Ledger paymentId={payment.id} />
          </section>
          <section className={page.card} aria-labelledby="history">
            <h2 id="history">History</h2>
            <Timeline
              label="History of this payment"
              entries={payment.history
                .map((step, n) => ({ id: String(n), at: step.at, when: formatMoment(step.at), title: `${PAYMENT_STATUSES[step.status].label}, by ${nameOf(step.by)}`, tone: PAYMENT_STATUSES[step.status].tone }))
                .reverse()}
            />
          </section>
        </div>
        <div className={page.column}>
          <section className={page.card} aria-labelledby="facts">
            <h2 id="facts">As it stands</h2>
            <PaymentFacts payment={payment} />
          </section>
          <section className={page.card} aria-labelledby="refunds">
            <h2 id="refunds">Refunds</h2>
            <Refunds refunds={payment.refunds} />
          </section>
        </div>
      </div>
    </div>
  );
}
