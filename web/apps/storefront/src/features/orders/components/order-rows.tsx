import type { Order } from "@souk/api/types";
import { Badge, type BadgeTone } from "@souk/ui/badge";
import { Link } from "react-router";

import styles from "@/features/orders/components/order-rows.module.css";
import { statusLabel } from "@/features/orders/progress";
import { formatDay, formatMoment } from "@/lib/dates";
import type { KnownOrder } from "@/lib/known-orders";
import { Price } from "@/lib/price";
import { t } from "@/lib/words";

const TONES: Record<Order["status"], BadgeTone> = {
  placed: "warn",
  awaiting_payment: "warn",
  confirmed: "good",
  partially_fulfilled: "good",
  fulfilled: "good",
  completed: "neutral",
  cancelled: "bad",
};

export function OrderRows({ orders }: { orders: Order[] }) {
  return (
    <ul className={styles.rows}>
      {orders.map((order) => (
        <li key={order.id} className={styles.row}>
          <Link to={`/orders/${order.id}`}>{t("orders.order", { number: order.number })}</Link>
          <Badge tone={TONES[order.status]}>{statusLabel(order.status)}</Badge>
          <Price price={order.totals.total} />
          <p className={styles.soft}>
            {formatDay(order.created_at)} · {order.lines.map(({ title, quantity }) => (quantity > 1 ? `${title} × ${quantity}` : title)).join(", ")}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Orders this browser remembers, without their state. */
export function KnownOrderRows({ orders }: { orders: KnownOrder[] }) {
  return (
    <ul className={styles.rows}>
      {orders.map((order) => (
        <li key={order.id} className={styles.row}>
          <Link to={`/orders/${order.id}`}>{t("orders.order", { number: order.number })}</Link>
          <p className={styles.soft}>{formatMoment(order.placedAt)}</p>
        </li>
      ))}
    </ul>
  );
}
