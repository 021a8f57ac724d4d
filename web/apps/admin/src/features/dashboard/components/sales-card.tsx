import { formatMoney } from "@souk/api/money";
import { Chart } from "@souk/ui/chart";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import { sales } from "@/features/dashboard/api/sales";
import styles from "@/features/dashboard/components/dashboard.module.css";
import { points, SPANS, spanOf } from "@/features/dashboard/spans";
import { ProblemNotice } from "@/lib/problem-notice";
import { useCurrency } from "@/lib/use-currency";

const FIGURES = new Intl.NumberFormat("en-IE");

interface Props {
  days: number;
  onDays: (days: number) => void;
}

export function SalesCard({ days, onDays }: Props) {
  const currency = useCurrency();
  const report = useQuery(sales(spanOf(days, new Date())));
  const rows = (report.data?.items ?? []).filter(({ total }) => total.currency === currency);
  const sum = (figure: (row: (typeof rows)[number]) => number) => rows.reduce((whole, row) => whole + figure(row), 0);
  const total = sum((row) => row.total.amount);
  const orders = sum((row) => row.orders);
  const money = (amount: number) => formatMoney({ amount: Math.round(amount), currency });
  return (
    <section className={styles.card} aria-label="Sales">
      <header className={styles.head}>
        <h2>Sales</h2>
        <div role="group" aria-label="Days" className={styles.spans}>
          {SPANS.map((each) => (
            <button key={each} type="button" aria-pressed={each === days} onClick={() => onDays(each)}>
              {each === 365 ? "A year" : `${each} days`}
            </button>
          ))}
        </div>
      </header>
      {report.isError && <ProblemNotice error={report.error} title="The figures could not be loaded" />}
      {report.isPending && <Skeleton height="18rem" />}
      {report.data && (
        <>
          <dl className={styles.figures}>
            <div>
              <dt>Turnover</dt>
              <dd data-testid="turnover">{money(total)}</dd>
            </div>
            <div>
              <dt>Orders</dt>
              <dd data-testid="orders">{FIGURES.format(orders)}</dd>
            </div>
            <div>
              <dt>An order, on average</dt>
              <dd>{orders === 0 ? "–" : money(total / orders)}</dd>
            </div>
            <div>
              <dt>Units</dt>
              <dd>{FIGURES.format(sum((row) => row.units))}</dd>
            </div>
          </dl>
          <div className={styles.charts}>
            <Chart title="Turnover" unit={`Turnover in ${currency}`} points={points({ ...report.data, items: rows }, (row) => row.total.amount)} format={money} />
            <Chart title="Orders" unit="Orders" kind="line" points={points({ ...report.data, items: rows }, (row) => row.orders)} format={(value) => FIGURES.format(value)} />
          </div>
        </>
      )}
    </section>
  );
}
