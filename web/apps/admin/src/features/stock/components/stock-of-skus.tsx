import { DataTable } from "@souk/ui/data-table";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import { stock as stockQuery } from "@/features/stock/api/get-stock";
import { locations } from "@/features/stock/api/locations";
import { StockDrawer } from "@/features/stock/components/stock-drawer";
import { stockColumns } from "@/features/stock/components/stock-table";
import { ProblemNotice } from "@/lib/problem-notice";

const STATE = { filters: {}, sort: "", after: null, selected: new Set<string>() };

/** Stock of one product's SKUs; one of them is open when the address names it (`?sku=`). */
export function StockOfSkus({ skus }: { skus: readonly string[] }) {
  const [params, setParams] = useSearchParams();
  const levels = useQuery({ ...stockQuery(skus) });
  const places = new Map((useQuery(locations).data ?? []).map(({ id, name }) => [id, name]));
  const open = (sku: string | null) =>
    setParams(
      (before) => {
        if (sku === null) before.delete("sku");
        else before.set("sku", sku);
        return before;
      },
      { preventScrollReset: true },
    );
  const sku = params.get("sku");
  const columns = stockColumns(undefined, places, open).filter(({ id }) => id !== "name");
  return (
    <>
      <DataTable
        label="Stock"
        columns={columns}
        rows={skus.length === 0 ? [] : levels.data && skus.flatMap((each) => levels.data.get(each) ?? [])}
        rowId={(row) => row.sku}
        rowName={(row) => row.sku}
        state={STATE}
        onChange={() => undefined}
        error={levels.isError && <ProblemNotice error={levels.error} title="The stock could not be loaded" />}
        empty="There are shelves once the product has been published."
      />
      {sku !== null && skus.includes(sku) && <StockDrawer key={sku} sku={sku} onClose={() => open(null)} />}
    </>
  );
}
