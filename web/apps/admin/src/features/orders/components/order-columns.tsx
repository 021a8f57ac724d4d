import { formatMoney } from "@souk/api/money";
import type { Order } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import type { Column } from "@souk/ui/data-table";
import { Link } from "react-router";

import { ORDER_STATUSES } from "@/features/orders/status";
import { formatMoment } from "@/lib/dates";
import { words } from "@/lib/words";

export const ORDER_COLUMNS: readonly Column<Order>[] = [
  { id: "number", title: "Order", isFixed: true, cell: (order) => <Link to={`/orders/${order.id}`}>{order.number}</Link> },
  { id: "placed", title: "Placed", sorts: ["oldest", "newest"], cell: (order) => formatMoment(order.created_at) },
  { id: "customer", title: "Customer", cell: (order) => order.email },
  {
    id: "status",
    title: "Status",
    cell: ({ status, reason }) => (
      <Badge tone={ORDER_STATUSES[status].tone}>
        {ORDER_STATUSES[status].label}
        {reason && `: ${words(reason)}`}
      </Badge>
    ),
  },
  { id: "payment", title: "Payment", cell: (order) => words(order.payment.status) },
  { id: "to", title: "Goes to", cell: (order) => order.shipping_address.country },
  { id: "units", title: "Units", isNumber: true, cell: (order) => order.lines.reduce((sum, { quantity }) => sum + quantity, 0) },
  { id: "total", title: "Total", isNumber: true, cell: (order) => formatMoney(order.totals.total) },
  { id: "shipping", title: "Shipping", isExtra: true, cell: (order) => order.shipping_method },
  { id: "id", title: "Id", isExtra: true, cell: ({ id }) => <code>{id}</code> },
];
