import { formatMoney } from "@souk/api/money";
import type { Order } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import { useQuery } from "@tanstack/react-query";

import { FEW, newest, oddPayments, runningOut, toSend } from "@/features/dashboard/api/watch";
import { WatchCard } from "@/features/dashboard/components/watch-card";
import { formatMoment } from "@/lib/dates";
import { OrderBadge } from "@/lib/order-badge";
import { PAYMENT_STATUSES } from "@/lib/statuses";
import { useCan } from "@/lib/use-session";

export function StockAlerts() {
  const { data, error } = useQuery(runningOut);
  return (
    <WatchCard
      title="Running out"
      error={error}
      none={`Every shelf has more than ${FEW} units.`}
      all={{ path: `/stock?low=${FEW}`, title: "All of them" }}
      rows={data?.rows.map(({ sku, title, on_hand }) => ({ id: sku, path: `/stock?low=${FEW}&sku=${encodeURIComponent(sku)}`, title, detail: sku, aside: on_hand === 0 ? "none left" : `${on_hand} left` }))}
    />
  );
}

export function OrdersToSend() {
  const { data, error } = useQuery(toSend);
  return <Orders title="To be sent" path="/orders?status=confirmed" none="Everything is on its way." items={data?.items} error={error} />;
}

export function NewestOrders() {
  const { data, error } = useQuery(newest);
  return <Orders title="Newest orders" path="/orders" none="Nobody has ordered yet." items={data?.items} error={error} />;
}

interface OrdersProps {
  title: string;
  path: string;
  none: string;
  error: unknown;
  items: readonly Order[] | undefined;
}

function Orders({ title, path, none, error, items }: OrdersProps) {
  return (
    <WatchCard
      title={title}
      error={error}
      none={none}
      all={{ path, title: "All of them" }}
      rows={items?.map((order) => ({
        id: order.id,
        path: `/orders/${order.id}`,
        title: order.number,
        mark: <OrderBadge order={order} />,
        detail: `${order.email} · ${formatMoment(order.created_at)}`,
        aside: formatMoney(order.totals.total),
      }))}
    />
  );
}

export function OddPayments() {
  const { data, error } = useQuery(oddPayments(useCan()("orders:read")));
  return (
    <WatchCard
      title="Payments to look at"
      error={error}
      none="No payment needs anybody."
      all={{ path: "/payments?show=attention", title: "All of them" }}
      rows={data?.map(({ payment, order }) => ({
        id: payment.id,
        path: `/payments/${payment.id}`,
        title: order ? `Payment of ${order.number}` : `Payment …${payment.id.slice(-8)}`,
        mark: <Badge tone={PAYMENT_STATUSES[payment.status].tone}>{PAYMENT_STATUSES[payment.status].label}</Badge>,
        detail: [order?.email, formatMoment(payment.created_at)].filter(Boolean).join(" · "),
        aside: formatMoney(payment.amount),
      }))}
    />
  );
}
