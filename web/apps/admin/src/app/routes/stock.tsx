import { ColumnPicker, useHiddenColumns } from "@souk/ui/column-picker";
import { DataTable } from "@souk/ui/data-table";
import { Empty } from "@souk/ui/empty";
import { SelectField, TextField } from "@souk/ui/field";
import { Pager } from "@souk/ui/pager";
import { SavedViews } from "@souk/ui/saved-views";
import { withFilter } from "@souk/ui/table-state";
import { Tabs } from "@souk/ui/tabs";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useSearchParams } from "react-router";

import page from "@/app/page.module.css";
import { useTab } from "@/app/use-tab";
import { levels as levelsQuery, LOW, STOCK_TABLE } from "@/features/stock/api/list-levels";
import { locations } from "@/features/stock/api/locations";
import { skuNames } from "@/features/stock/api/name-skus";
import { LocationsList } from "@/features/stock/components/locations-list";
import { StockDrawer } from "@/features/stock/components/stock-drawer";
import { stockColumns } from "@/features/stock/components/stock-table";
import { ProblemNotice } from "@/lib/problem-notice";
import { useTable } from "@/lib/use-table";
import { useTitle } from "@/lib/use-title";

const TABS = ["shelves", "places"] as const;
const GIVEN_VIEWS = [
  { name: "Everything", query: "" },
  { name: "Sold out", query: "low=0" },
  { name: "Running out", query: "low=5" },
];

export function Component() {
  useTitle("Stock");
  const [tab, setTab] = useTab(TABS);
  return (
    <div className={page.page}>
      <h1>Stock</h1>
      <Tabs
        label="Stock"
        value={tab}
        onChange={setTab}
        tabs={[
          { id: "shelves", title: "Shelves", content: <Shelves /> },
          { id: "places", title: "Places", content: <LocationsList /> },
        ]}
      />
    </div>
  );
}

function Shelves() {
  const [params, setParams] = useSearchParams();
  const { state, change, goTo, first, previous, query, openQuery } = useTable(STOCK_TABLE);
  const list = useQuery(levelsQuery(useDeferredValue(state)));
  const items = list.data?.items;
  const names = useQuery(skuNames(items?.map(({ sku }) => sku) ?? [])).data;
  const places = new Map((useQuery(locations).data ?? []).map(({ id, name }) => [id, name]));
  const sku = params.get("sku");
  const open = (next: string | null) =>
    setParams(
      (before) => {
        if (next === null) before.delete("sku");
        else before.set("sku", next);
        return before;
      },
      { preventScrollReset: true },
    );
  const columns = stockColumns(names, places, open);
  const [hidden, setHidden] = useHiddenColumns("stock", columns);
  const next = list.data?.next_cursor;
  return (
    <div className={page.page}>
      <div className={page.bar}>
        <TextField label="SKU begins with" type="search" maxLength={64} value={state.filters.q} onChange={(event) => change((now) => withFilter(now, "q", event.target.value))} />
        <SelectField label="How many" value={state.filters.low} onChange={(event) => change((now) => withFilter(now, "low", event.target.value))}>
          <option value="">All</option>
          {LOW.map((each) => (
            <option key={each} value={each}>
              {each === "0" ? "None left" : `At most ${each}`}
            </option>
          ))}
        </SelectField>
        <div className={page.tools}>
          <SavedViews table="stock" query={query} onOpen={openQuery} given={GIVEN_VIEWS} />
          <ColumnPicker columns={columns} hidden={hidden} onHidden={setHidden} />
        </div>
      </div>
      <DataTable
        label="Stock"
        columns={columns}
        rows={items}
        rowId={(row) => row.sku}
        rowName={(row) => row.sku}
        state={state}
        onChange={change}
        hidden={hidden}
        isStale={list.isPlaceholderData}
        error={list.isError && <ProblemNotice error={list.error} title="The stock could not be loaded" />}
        empty={<Empty title="No shelf is like that">A SKU gets its shelf when its product is published.</Empty>}
        pager={items && <Pager count={items.length} isFirst={state.after === null} onFirst={first} onPrevious={previous} onNext={next ? () => goTo(next) : undefined} />}
      />
      {sku !== null && <StockDrawer key={sku} sku={sku} onClose={() => open(null)} />}
    </div>
  );
}
