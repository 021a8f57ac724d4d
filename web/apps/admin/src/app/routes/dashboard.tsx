import { useSearchParams } from "react-router";

import page from "@/app/page.module.css";
import styles from "@/app/routes/dashboard.module.css";
import { SalesCard } from "@/features/dashboard/components/sales-card";
import { NewestOrders, OddPayments, OrdersToSend, StockAlerts } from "@/features/dashboard/components/watch-cards";
import { SPANS } from "@/features/dashboard/spans";
import { useCan } from "@/lib/use-session";
import { useTitle } from "@/lib/use-title";

const USUAL = 30;

export function Component() {
  useTitle("Dashboard");
  const can = useCan();
  const [params, setParams] = useSearchParams();
  const days = SPANS.find((each) => String(each) === params.get("days")) ?? USUAL;
  return (
    <div className={page.page}>
      <h1>Dashboard</h1>
      {can("reports:read") && <SalesCard days={days} onDays={(next) => setParams(next === USUAL ? {} : { days: String(next) }, { replace: true, preventScrollReset: true })} />}
      <div className={styles.cards}>
        {can("orders:read") && <OrdersToSend />}
        {can("payments:read") && <OddPayments />}
        {can("stock:read") && <StockAlerts />}
        {can("orders:read") && <NewestOrders />}
      </div>
    </div>
  );
}
