import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import page from "@/app/page.module.css";
import { taxRates } from "@/features/settings/api/tax-rates";
import { TaxTable } from "@/features/settings/components/tax-table";
import { ProblemNotice } from "@/lib/problem-notice";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("Taxes");
  const { data, error } = useQuery({ ...taxRates, refetchOnWindowFocus: false });
  return (
    <div className={page.page}>
      <h1>Taxes</h1>
      <p className={page.soft}>The rate of a country and tax class; * stands for all classes. What fits best counts.</p>
      {error && <ProblemNotice error={error} title="The rates could not be loaded" />}
      {data ? <TaxTable table={data} /> : !error && <Skeleton height="16rem" />}
    </div>
  );
}
