import { formatMoney } from "@souk/api/money";
import type { Order } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import { Button } from "@souk/ui/button";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";

import page from "@/app/page.module.css";
import { useDeliverParcel } from "@/features/orders/api/deliver-parcel";
import { order as orderQuery } from "@/features/orders/api/get-order";
import { CancelButton } from "@/features/orders/components/cancel-button";
import { FulfillForm } from "@/features/orders/components/fulfill-form";
import { remaining } from "@/features/orders/remaining";
import { ORDER_STATUSES } from "@/features/orders/status";
import { payment as paymentQuery } from "@/features/payments/api/get-payment";
import { PaymentCard } from "@/features/payments/components/payment-card";
import { formatMoment } from "@/lib/dates";
import { ProblemNotice } from "@/lib/problem-notice";
import { Table } from "@/lib/table";
import { useTitle } from "@/lib/use-title";

export function Component() {
  const { id = "" } = useParams();
  const { data: order, error } = useQuery(orderQuery(id));
  useTitle(order ? `Order ${order.number}` : "Order");
  if (order) return <OrderPage order={order} />;
  return error ? <ProblemNotice error={error} title="The order could not be loaded" /> : <Skeleton height="24rem" />;
}

const CANCELLABLE = new Set(["placed", "awaiting_payment", "confirmed"]);
const SENDABLE = new Set(["confirmed", "partially_fulfilled"]);

function OrderPage({ order }: { order: Order }) {
  const { data: payment, error } = useQuery(paymentQuery(order.id));
  const status = ORDER_STATUSES[order.status];
  const to = order.shipping_address;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Order {order.number}</h1>
        <Badge tone={status.tone}>
          {status.label}
          {order.reason && `: ${order.reason.replaceAll("_", " ")}`}
        </Badge>
        {CANCELLABLE.has(order.status) && <CancelButton id={order.id} />}
      </header>
      <p className={page.soft}>
        {order.id} · {formatMoment(order.created_at)} · {order.email}
      </p>
      <div className={page.split}>
        <div className={page.column}>
          <Table label="Lines" head={[{ title: "Goods" }, { title: "SKU" }, { title: "Units", number: true }, { title: "Each", number: true }, { title: "Total", number: true }]}>
            {order.lines.map((line) => (
              <tr key={line.sku}>
                <td>{line.title}</td>
                <td>{line.sku}</td>
                <td className="number">{line.quantity}</td>
                <td className="number">{formatMoney(line.unit_price)}</td>
                <td className="number">{formatMoney(line.total)}</td>
              </tr>
            ))}
            <tr>
              <td colSpan={4}>Shipping ({order.shipping_method})</td>
              <td className="number">{formatMoney(order.totals.shipping)}</td>
            </tr>
            <tr>
              <td colSpan={4}>
                <b>Total</b>
              </td>
              <td className="number">
                <b>{formatMoney(order.totals.total)}</b>
              </td>
            </tr>
          </Table>
          {SENDABLE.has(order.status) && remaining(order).length > 0 && (
            <section className={page.card} aria-labelledby="send">
              <h2 id="send">Send a parcel</h2>
              <FulfillForm order={order} />
            </section>
          )}
          {order.fulfillments.length > 0 && <Parcels order={order} />}
        </div>
        <div className={page.column}>
          <section className={page.card} aria-labelledby="payment">
            <h2 id="payment">Payment</h2>
            {error ? <ProblemNotice error={error} title="The payment could not be loaded" /> : payment ? <PaymentCard payment={payment} /> : <p>There is none yet.</p>}
          </section>
          <section className={page.card} aria-labelledby="address">
            <h2 id="address">Goes to</h2>
            <address className={page.address}>
              {[to.name, to.line1, to.line2, `${to.postal_code} ${to.city}`, to.region, to.country, to.phone].filter(Boolean).join("\n")}
            </address>
          </section>
          <section className={page.card} aria-labelledby="history">
            <h2 id="history">History</h2>
            <ol>
              {order.history.map((step) => (
                <li key={`${step.at} ${step.status}`}>
                  {ORDER_STATUSES[step.status].label} <span className={page.soft}>by {step.by}, {formatMoment(step.at)}</span>
                </li>
              ))}
            </ol>
          </section>
        </div>
      </div>
    </div>
  );
}

function Parcels({ order }: { order: Order }) {
  const deliver = useDeliverParcel();
  return (
    <section className={page.card} aria-labelledby="parcels">
      <h2 id="parcels">Parcels</h2>
      {order.fulfillments.map((parcel) => (
        <div key={parcel.id} className={page.head}>
          <span>
            {parcel.carrier} <b>{parcel.tracking_number}</b> <span className={page.soft}>{parcel.lines.map(({ sku, quantity }) => `${sku} × ${quantity}`).join(", ")}</span>
          </span>
          {parcel.status === "shipped" ? (
            <Button look="secondary" size="small" busy={deliver.isPending && deliver.variables === parcel.id && "Saving…"} onClick={() => deliver.mutate(parcel.id)}>
              It has arrived
            </Button>
          ) : (
            <Badge tone="good">{parcel.status}</Badge>
          )}
        </div>
      ))}
      {deliver.isError && <ProblemNotice error={deliver.error} title="That could not be noted" />}
    </section>
  );
}
