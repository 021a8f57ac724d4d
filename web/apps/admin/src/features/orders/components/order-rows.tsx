import { formatMoney } from "@souk/api/money";
import type { Order } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import { Link } from "react-router";

import { ORDER_STATUSES } from "@/features/orders/status";
import { formatMoment } from "@/lib/dates";
import { Table } from "@/lib/table";

export function OrderRows({ orders }: { orders: Order[] }) {
  return (
    <Table label="Orders" head={[{ title: "Order" }, { title: "Placed" }, { title: "Customer" }, { title: "Status" }, { title: "Payment" }, { title: "Units", number: true }, { title: "Total", number: true }]}>
      {orders.map((order) => (
        <tr key={order.id}>
          <td>
            <Link to={`/orders/${order.id}`}>{order.number}</Link>
          </td>
          <td>{formatMoment(order.created_at)}</td>
          <td>{order.email}</td>
          <td>
            <Badge tone={ORDER_STATUSES[order.status].tone}>{ORDER_STATUSES[order.status].label}</Badge>
          </td>
          <td>{order.payment.status.replaceAll("_", " ")}</td>
          <td className="number">{order.lines.reduce((sum, { quantity }) => sum + quantity, 0)}</td>
          <td className="number">{formatMoney(order.totals.total)}</td>
        </tr>
      ))}
    </Table>
  );
}
