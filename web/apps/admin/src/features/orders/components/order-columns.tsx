import { formatMoney } from "@souk/api/money";
import type { Order } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import type { Column } from "@souk/ui/data-table";
import { Link } from "react-router";

import { countryName } from "@/lib/countries";
import { formatMoment } from "@/lib/dates";
import { OrderBadge } from "@/lib/order-badge";
import { PAYMENT_STATUSES } from "@/lib/statuses";

export const ORDER_COLUMNS: readonly Column<Order>[] = [
  { id: "number", title: "Order", isFixed: true, cell: (order) => <Link to={`/orders/${order.id}`}>{order.number}</Link> },
  { id: "status", title: "Status", cell: (order) => <OrderBadge order={order} /> },
  { id: "total", title: "Total", isNumber: true, cell: (order) => formatMoney(order.totals.total) },
  { id: "placed", title: "Placed", sorts: ["oldest", "newest"], cell: (order) => formatMoment(order.created_at) },
  { id: "customer", title: "Customer", cell: (order) => order.email },
  { id: "payment", title: "Payment", cell: ({ payment }) => <Badge tone={PAYMENT_STATUSES[payment.status].tone}>{PAYMENT_STATUSES[payment.status].label}</Badge> },
  { id: "to", title: "Goes to", cell: (order) => countryName(order.shipping_address.country) },
  { id: "units", title: "Units", isNumber: true, cell: (order) => order.lines.reduce((sum, { quantity }) => sum + quantity, 0) },
  { id: "shipping", title: "Shipping", isExtra: true, cell: (order) => order.shipping_method },
  { id: "id", title: "Id", isExtra: true, cell: ({ id }) => <code>{id}</code> },
];
