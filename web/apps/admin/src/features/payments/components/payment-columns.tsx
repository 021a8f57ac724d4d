import { formatMoney } from "@souk/api/money";
import type { Payment } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import type { Column } from "@souk/ui/data-table";
import { Link } from "react-router";

import { isAmount, PAYMENT_STATUSES } from "@/features/payments/status";
import { formatMoment } from "@/lib/dates";

export const PAYMENT_COLUMNS: readonly Column<Payment>[] = [
  { id: "id", title: "Payment", isFixed: true, cell: ({ id }) => <Link to={`/payments/${id}`}>…{id.slice(-8)}</Link> },
  { id: "created", title: "Asked for", cell: ({ created_at }) => formatMoment(created_at) },
  {
    id: "status",
    title: "Status",
    cell: ({ status, alarm }) => (
      <>
        <Badge tone={PAYMENT_STATUSES[status].tone}>{PAYMENT_STATUSES[status].label}</Badge> {alarm && <Badge tone="bad">Alarm</Badge>}
      </>
    ),
  },
  { id: "gateway", title: "Gateway", cell: ({ gateway }) => gateway },
  { id: "amount", title: "Amount", isNumber: true, cell: ({ amount }) => (isAmount(amount) ? formatMoney(amount) : "–") },
  { id: "captured", title: "Captured", isNumber: true, cell: ({ captured }) => (isAmount(captured) ? formatMoney(captured) : "–") },
  { id: "refunded", title: "Refunded", isNumber: true, cell: ({ refunded }) => (refunded.amount > 0 ? formatMoney(refunded) : "–") },
  { id: "attempts", title: "Attempts", isNumber: true, cell: ({ attempts }) => attempts },
  { id: "order", title: "Order", cell: ({ order_id }) => <Link to={`/orders/${order_id}`}>…{order_id.slice(-8)}</Link> },
  { id: "charge", title: "Charge", isExtra: true, cell: ({ charge_id }) => <code>{charge_id ?? "–"}</code> },
];
