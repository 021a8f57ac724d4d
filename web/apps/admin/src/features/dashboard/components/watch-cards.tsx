import { formatMoney } from "@souk/api/money";
import { useQuery } from "@tanstack/react-query";

import { FEW, newest, oddPayments, runningOut, toSend } from "@/features/dashboard/api/watch";
import { WatchCard } from "@/features/dashboard/components/watch-card";
import { formatMoment } from "@/lib/dates";

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
  items: { id: string; number: string; email: string; status: string; created_at: string; totals: { total: { amount: number; currency: string } } }[] | undefined;
}

function Orders({ title, path, none, error, items }: OrdersProps) {
  return (
    <WatchCard
      title={title}
      error={error}
      none={none}
      all={{ path, title: "All of them" }}
      rows={items?.map(({ id, number, email, status, created_at, totals }) => ({
        id,
        path: `/orders/${id}`,
        title: number,
        detail: `${email} · ${status.replaceAll("_", " ")} · ${formatMoment(created_at)}`,
        aside: formatMoney(totals.total),
      }))}
    />
  );
}

export function OddPayments() {
  const { data, error } = useQuery(oddPayments);
  return (
    <WatchCard
      title="Payments to look at"
      error={error}
      none="No payment needs anybody."
      all={{ path: "/payments?show=attention", title: "All of them" }}
      rows={data?.items.map(({ id, status, amount }) => ({ id, path: `/payments/${id}`, title: status.replaceAll("_", " "), detail: id, aside: formatMoney(amount) }))}
    />
  );
}
