import { formatMoney } from "@souk/api/money";
import type { Payment } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import type { Column } from "@souk/ui/data-table";
import { Link } from "react-router";

import { isAmount } from "@/features/payments/amounts";
import { formatMoment } from "@/lib/dates";
import { PAYMENT_STATUSES } from "@/lib/statuses";

/** Columns of payments. An order that is not named yet, or to nobody here, goes by the end of its id. */
export function paymentColumns(orders: ReadonlyMap<string, { number: string; email: string }>): readonly Column<Payment>[] {
  const orderOf = ({ order_id }: Payment) => orders.get(order_id)?.number ?? `…${order_id.slice(-8)}`;
  return [
    { id: "id", title: "Payment", isFixed: true, cell: (payment) => <Link to={`/payments/${payment.id}`}>Payment of {orderOf(payment)}</Link> },
    { id: "created", title: "Asked for", cell: ({ created_at }) => formatMoment(created_at) },
    { id: "customer", title: "Customer", cell: ({ order_id }) => orders.get(order_id)?.email },
    {
      id: "status",
      title: "Status",
      cell: ({ status, alarm }) => (
        <>
          <Badge tone={PAYMENT_STATUSES[status].tone}>{PAYMENT_STATUSES[status].label}</Badge> {alarm && <Badge tone="bad">Alarm</Badge>}
        </>
      ),
    },
    { id: "amount", title: "Amount", isNumber: true, cell: ({ amount }) => (isAmount(amount) ? formatMoney(amount) : "–") },
    { id: "captured", title: "Captured", isNumber: true, cell: ({ captured }) => (isAmount(captured) ? formatMoney(captured) : "–") },
    { id: "refunded", title: "Refunded", isNumber: true, cell: ({ refunded }) => (refunded.amount > 0 ? formatMoney(refunded) : "–") },
    { id: "attempts", title: "Attempts", isNumber: true, isExtra: true, cell: ({ attempts }) => attempts },
    { id: "gateway", title: "Gateway", isExtra: true, cell: ({ gateway }) => gateway },
    { id: "order", title: "Order", cell: (payment) => (orders.has(payment.order_id) ? <Link to={`/orders/${payment.order_id}`}>{orderOf(payment)}</Link> : orderOf(payment)) },
    { id: "charge", title: "Charge", isExtra: true, cell: ({ charge_id }) => <code>{charge_id ?? "–"}</code> },
    { id: "reference", title: "Id", isExtra: true, cell: ({ id }) => <code>{id}</code> },
  ];
}
