import { Button, buttonClass } from "@souk/ui/button";
import { ColumnPicker, useHiddenColumns } from "@souk/ui/column-picker";
import { DataTable } from "@souk/ui/data-table";
import { Empty } from "@souk/ui/empty";
import { SelectField, TextField } from "@souk/ui/field";
import { Pager } from "@souk/ui/pager";
import { SavedViews } from "@souk/ui/saved-views";
import { withFilter, withNone } from "@souk/ui/table-state";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { Link } from "react-router";

import page from "@/app/page.module.css";
import { categories, flat } from "@/features/catalog/api/list-categories";
import { PRODUCT_STATUSES, PRODUCT_TABLE, products as productsQuery } from "@/features/catalog/api/list-products";
import { BulkBar } from "@/features/catalog/components/bulk-bar";
import { COLUMNS } from "@/features/catalog/components/products-table";
import { ProblemNotice } from "@/lib/problem-notice";
import { useCurrency } from "@/lib/use-currency";
import { useTable } from "@/lib/use-table";
import { useTitle } from "@/lib/use-title";
import { sentence } from "@/lib/words";

const GIVEN_VIEWS = [
  { name: "All products", query: "" },
  { name: "Drafts", query: "status=draft" },
  { name: "Newest first", query: "sort=newest" },
];

export function Component() {
  useTitle("Products");
  const currency = useCurrency();
  const { state, change, goTo, first, previous, query, openQuery } = useTable(PRODUCT_TABLE);
  const [hidden, setHidden] = useHiddenColumns("products", COLUMNS);
  const list = useQuery(productsQuery(useDeferredValue(state)));
  const tree = useQuery(categories);
  const items = list.data?.items;
  const set = (name: string) => (event: { target: { value: string } }) => change((now) => withFilter(now, name, event.target.value));
  const selected = items?.filter(({ id }) => state.selected.has(id)) ?? [];
  const next = list.data?.next_cursor;
  const isNarrowed = query !== "";
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Products</h1>
        <Link to="/products/new" className={buttonClass()}>
          New product
        </Link>
      </header>
      <div className={page.bar}>
        <TextField label="Find" placeholder="Words or SKU" type="search" maxLength={200} value={state.filters.q} onChange={set("q")} />
        <SelectField label="Status" value={state.filters.status} onChange={set("status")}>
          {PRODUCT_STATUSES.map((each) => (
            <option key={each} value={each}>
              {each === "any" ? "All" : sentence(each)}
            </option>
          ))}
        </SelectField>
        <SelectField label="Category" value={state.filters.category} onChange={set("category")}>
          <option value="">All</option>
          {flat(tree.data?.items ?? []).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <SelectField label="Stock" value={state.filters.stock} onChange={set("stock")}>
          <option value="">All</option>
          <option value="in">In stock</option>
        </SelectField>
        <div className={page.tools}>
          <SavedViews table="products" query={query} onOpen={openQuery} given={GIVEN_VIEWS} />
          <ColumnPicker columns={COLUMNS} hidden={hidden} onHidden={setHidden} />
        </div>
      </div>
      <DataTable
        label="Products"
        columns={COLUMNS}
        rows={items}
        rowId={({ id }) => id}
        rowName={({ title }) => title}
        state={state}
        onChange={change}
        hidden={hidden}
        isStale={list.isPlaceholderData}
        bulk={<BulkBar products={selected} currency={currency} onDone={() => change(withNone)} />}
        error={list.isError && <ProblemNotice error={list.error} title="The products could not be loaded" />}
        empty={
          isNarrowed ? (
            <Empty title="No product is like that" actions={<Button onClick={() => openQuery("")}>Show all products</Button>}>
              Try fewer filters or other words.
            </Empty>
          ) : (
            <Empty
              title="The shelves are empty"
              actions={
                <Link to="/products/new" className={buttonClass()}>
                  Make the first product
                </Link>
              }
            />
          )
        }
        pager={items && <Pager count={items.length} total={list.data?.total} isFirst={state.after === null} onFirst={first} onPrevious={previous} onNext={next ? () => goTo(next) : undefined} />}
      />
    </div>
  );
}
