import { formatMoney } from "@souk/api/money";
import type { Order, Payment } from "@souk/api/types";
import { Skeleton } from "@souk/ui/skeleton";
import { Timeline } from "@souk/ui/timeline";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";

import page from "@/app/page.module.css";
import { order as orderQuery } from "@/features/orders/api/get-order";
import { mails as mailsQuery } from "@/features/orders/api/list-mails";
import { CancelDialog } from "@/features/orders/components/cancel-dialog";
import { FulfillForm } from "@/features/orders/components/fulfill-form";
import { Mails } from "@/features/orders/components/mails";
import { OrderLines } from "@/features/orders/components/order-lines";
import { Parcels } from "@/features/orders/components/parcels";
import { remaining } from "@/features/orders/remaining";
import { timeline } from "@/features/orders/timeline";
import { payment as paymentQuery } from "@/features/payments/api/get-payment";
import { MoneyActions } from "@/features/payments/components/money-actions";
import { PaymentFacts } from "@/features/payments/components/payment-facts";
import { Refunds } from "@/features/payments/components/refunds";
import { countryName } from "@/lib/countries";
import { formatMoment } from "@/lib/dates";
import { OrderBadge } from "@/lib/order-badge";
import { useNames } from "@/lib/people";
import { ProblemNotice } from "@/lib/problem-notice";
import { isSendable } from "@/lib/statuses";
import { useCan } from "@/lib/use-session";
import { useTitle } from "@/lib/use-title";

export function Component() {
  const { id = "" } = useParams();
  const { data: order, error } = useQuery(orderQuery(id));
  useTitle(order ? `Order ${order.number}` : "Order");
  if (order) return <OrderPage order={order} />;
  return error ? <ProblemNotice error={error} title="The order could not be loaded" /> : <Skeleton height="24rem" />;
}

const CANCELLABLE = new Set(["placed", "awaiting_payment", "confirmed"]);

function OrderPage({ order }: { order: Order }) {
  const can = useCan();
  const paid = useQuery({ ...paymentQuery(order.id), enabled: can("payments:read") });
  const told = useQuery(mailsQuery(order.id));
  const mayWrite = can("orders:write");
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Order {order.number}</h1>
        <OrderBadge order={order} />
        <div className={page.tools}>
          {can("reports:read") && <Link to={`/operations/orders/${order.id}`}>Its saga</Link>}
          {mayWrite && CANCELLABLE.has(order.status) && <CancelDialog id={order.id} number={order.number} />}
        </div>
      </header>
      <p className={page.soft}>
        {order.id} · {formatMoment(order.created_at)} · <Buyer order={order} mayLook={can("users:read")} />
      </p>
      <div className={page.split}>
        <div className={page.column}>
          <OrderLines order={order} />
          {mayWrite && isSendable(order) && remaining(order).length > 0 && (
            <section className={page.card} aria-labelledby="send">
              <h2 id="send">Send a parcel</h2>
              <FulfillForm order={order} />
            </section>
          )}
          {order.fulfillments.length > 0 && (
            <section className={page.card} aria-labelledby="parcels">
              <h2 id="parcels">Parcels</h2>
              <Parcels order={order} mayDeliver={mayWrite} />
            </section>
          )}
          <section className={page.card} aria-labelledby="history">
            <h2 id="history">What happened</h2>
            <History order={order} payment={paid.data ?? null} mails={told.data ?? []} />
          </section>
        </div>
        <div className={page.column}>
          {can("payments:read") && (
            <section className={page.card} aria-labelledby="payment">
              <h2 id="payment">Payment</h2>
              <PaymentPart payment={paid.data} error={paid.error} mayMove={can("payments:write")} />
            </section>
          )}
          <section className={page.card} aria-labelledby="address">
            <h2 id="address">Goes to</h2>
            <address className={page.address}>{written(order.shipping_address)}</address>
          </section>
          <section className={page.card} aria-labelledby="mails">
            <h2 id="mails">Mails</h2>
            <Mails orderId={order.id} mayResend={mayWrite} />
          </section>
        </div>
      </div>
    </div>
  );
}

function Buyer({ order, mayLook }: { order: Order; mayLook: boolean }) {
  return order.user_id && mayLook ? <Link to={`/customers/${order.user_id}`}>{order.email}</Link> : `${order.email}${order.user_id === null ? ", a guest" : ""}`;
}

function PaymentPart({ payment, error, mayMove }: { payment: Payment | null | undefined; error: unknown; mayMove: boolean }) {
  if (payment === undefined) return error ? <ProblemNotice error={error} title="The payment could not be loaded" /> : <Skeleton height="8rem" />;
  if (payment === null) return <p>There is none yet.</p>;
  return (
    <>
      <PaymentFacts payment={payment} />
      {payment.refunds.length > 0 && <Refunds refunds={payment.refunds} />}
      {mayMove && <MoneyActions payment={payment} />}
      <Link to={`/payments/${payment.id}`}>Attempts, ledger and history</Link>
    </>
  );
}

function History({ order, payment, mails }: { order: Order; payment: Payment | null; mails: Parameters<typeof timeline>[2] }) {
  const happenings = timeline(order, payment, mails, formatMoney);
  const nameOf = useNames(happenings.flatMap(({ who }) => who ?? []));
  return (
    <Timeline
      label="What happened to this order"
      entries={happenings.map(({ id, at, what, who, detail, tone }) => ({
        id,
        at,
        when: formatMoment(at),
        title: who ? `${what}, by ${nameOf(who)}` : what,
        tone,
        ...(detail && { detail }),
      }))}
    />
  );
}

function written(to: Order["shipping_address"]): string {
  return [to.name, to.line1, to.line2, `${to.postal_code} ${to.city}`, to.region, countryName(to.country), to.phone].filter(Boolean).join("\n");
}
