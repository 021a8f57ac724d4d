import { Button } from "@souk/ui/button";
import { SelectField } from "@souk/ui/field";
import { Icon } from "@souk/ui/icon";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useId, useState, type ReactNode } from "react";

import { productPages } from "@/features/browse/api/list-products";
import { FilterPanel } from "@/features/browse/components/filter-panel";
import { ProductGrid } from "@/features/browse/components/product-grid";
import styles from "@/features/browse/components/product-list.module.css";
import { countFilters, SORTS, withoutFilters, type Filters, type Sort } from "@/features/browse/filters";
import { ProblemNotice } from "@/lib/problem-notice";

interface Props {
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** What is offered when nothing matches and no filter is to blame. */
  whenEmpty: ReactNode;
}

/** A list with its filters, its order and more to load. */
export function ProductList({ filters, onChange, whenEmpty }: Props) {
  const pages = useInfiniteQuery(productPages(filters));
  const panelId = useId();
  const [isPanelOpen, setPanelOpen] = useState(false);
  const first = pages.data?.pages[0];
  const products = pages.data?.pages.flatMap((page) => page.items);
  const narrowed = countFilters(filters);

  if (pages.isError && !products) {
    return <ProblemNotice error={pages.error} title="The shelves could not be loaded" onRetry={() => void pages.refetch()} />;
  }

  return (
    <div className={styles.layout}>
      <div className={styles.bar}>
        <p className={styles.count} role="status">
          {first ? `${first.total} ${first.total === 1 ? "product" : "products"}` : "Looking…"}
        </p>
        <div className={styles.tools}>
          <span className={styles.toggle}>
            <Button look="secondary" aria-expanded={isPanelOpen} aria-controls={panelId} onClick={() => setPanelOpen(!isPanelOpen)}>
              <Icon name="filter" size={18} /> Filters{narrowed > 0 && ` (${narrowed})`}
            </Button>
          </span>
          <SelectField label="Sort by" value={filters.sort} onChange={(event) => onChange({ ...filters, sort: event.target.value as Sort })}>
            {SORTS.map(({ value, label }) => (
              <option key={value} value={value}>
                {value === "relevance" && !filters.q ? "Most popular" : label}
              </option>
            ))}
          </SelectField>
        </div>
      </div>

      <aside id={panelId} className={styles.panel} data-closed={isPanelOpen ? undefined : ""} aria-label="Filters">
        {first && <FilterPanel filters={filters} list={first} onChange={onChange} />}
      </aside>

      <div className={styles.results} data-stale={pages.isPlaceholderData ? "" : undefined}>
        {products?.length === 0 ? (
          <div className={styles.empty}>
            {narrowed > 0 ? (
              <>
                <p>Nothing here fits all these filters.</p>
                <Button look="secondary" onClick={() => onChange(withoutFilters(filters))}>
                  Clear all filters
                </Button>
              </>
            ) : (
              whenEmpty
            )}
          </div>
        ) : (
          <ProductGrid products={products} expected={12} label="Products" eager={4} />
        )}
        {pages.isFetchNextPageError && <ProblemNotice error={pages.error} title="More could not be loaded" />}
        {first && products && products.length > 0 && (
          <div className={styles.more}>
            <p>
              {products.length} of {first.total} shown
            </p>
            {pages.hasNextPage && (
              <Button look="secondary" size="large" busy={pages.isFetchingNextPage && "Loading…"} onClick={() => void pages.fetchNextPage()}>
                Show more
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
