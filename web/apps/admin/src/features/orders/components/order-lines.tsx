import { formatMoney } from "@souk/api/money";
import type { Order } from "@souk/api/types";

import { remaining } from "@/features/orders/remaining";
import { Table } from "@/lib/table";

/** What was bought, how much of it has left, and what it costs. */
export function OrderLines({ order }: { order: Order }) {
  const left = new Map(remaining(order).map(({ sku, quantity }) => [sku, quantity]));
  return (
    <Table label="Lines" head={[{ title: "Goods" }, { title: "Units", number: true }, { title: "Sent", number: true }, { title: "Each", number: true }, { title: "Total", number: true }]}>
      {order.lines.map((line) => (
        <tr key={line.sku}>
          <td>
            {line.title}
            <br />
            <small>{line.sku}</small>
          </td>
          <td className="number">{line.quantity}</td>
          <td className="number">{line.quantity - (left.get(line.sku) ?? 0)}</td>
          <td className="number">{formatMoney(line.unit_price)}</td>
          <td className="number">{formatMoney(line.total)}</td>
        </tr>
      ))}
      <Sum title={`Shipping (${order.shipping_method})`} amount={order.totals.shipping} />
      {order.totals.discount.amount > 0 && <Sum title="Discount" amount={{ ...order.totals.discount, amount: -order.totals.discount.amount }} />}
      <Sum title={order.totals.tax_included ? "Tax, included" : "Tax"} amount={order.totals.tax} />
      <Sum title="Total" amount={order.totals.total} isStrong />
    </Table>
  );
}

function Sum({ title, amount, isStrong = false }: { title: string; amount: Order["totals"]["total"]; isStrong?: boolean }) {
  return (
    <tr>
      <td colSpan={4}>{isStrong ? <b>{title}</b> : title}</td>
      <td className="number">{isStrong ? <b>{formatMoney(amount)}</b> : formatMoney(amount)}</td>
    </tr>
  );
}
