import { formatMoney } from "@souk/api/money";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import { ledger as ledgerQuery } from "@/features/payments/api/ledger";
import styles from "@/features/payments/components/payment-card.module.css";
import { formatMoment } from "@/lib/dates";
import { ProblemNotice } from "@/lib/problem-notice";
import { Table } from "@/lib/table";

/** Every movement twice, as books are kept: what was debited is credited elsewhere. */
export function Ledger({ paymentId }: { paymentId: string }) {
  const { data, error } = useQuery(ledgerQuery(paymentId));
  if (data === undefined) return error ? <ProblemNotice error={error} title="The ledger could not be loaded" /> : <Skeleton height="6rem" />;
  if (data.length === 0) return <p className={styles.soft}>Nothing was booked.</p>;
  const written = (amount: number, currency: string) => (amount > 0 ? formatMoney({ amount, currency }) : "");
  return (
    <Table label="Ledger" head={[{ title: "When" }, { title: "Account" }, { title: "Debit", number: true }, { title: "Credit", number: true }]}>
      {data.map((entry) => (
        <tr key={entry.id}>
          <td>{formatMoment(entry.at)}</td>
          <td>{entry.account}</td>
          <td className="number">{written(entry.debit, entry.currency)}</td>
          <td className="number">{written(entry.credit, entry.currency)}</td>
        </tr>
      ))}
    </Table>
  );
}
