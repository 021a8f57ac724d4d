import { Button } from "@souk/ui/button";
import { SelectField } from "@souk/ui/field";
import { Icon } from "@souk/ui/icon";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useId, useState, type ReactNode } from "react";

import { productPages } from "@/features/browse/api/list-products";
import { ChosenFilters } from "@/features/browse/components/chosen-filters";
import { FilterPanel } from "@/features/browse/components/filter-panel";
import { ProductGrid } from "@/features/browse/components/product-grid";
import styles from "@/features/browse/components/product-list.module.css";
import { countFilters, SORTS, withoutFilters, type Sort } from "@/features/browse/filters";
import type { ListAddress } from "@/features/browse/use-list-address";
import { ProblemNotice } from "@/lib/problem-notice";
import { useFocusHeir } from "@/lib/use-focus-heir";
import { counted, t, type WordKey } from "@/lib/words";

const SORT_WORDS: Record<Sort, WordKey> = {
  relevance: "sort.relevance",
  newest: "sort.newest",
  price: "sort.price",
  "-price": "sort.price_down",
  title: "sort.title",
};

interface Props extends ListAddress {
  /** What is offered when nothing matches and no filter is to blame. */
  whenEmpty: ReactNode;
}

/** A list with its filters, its order and more to load. */
export function ProductList({ filters, opened, onChange, onOpen, whenEmpty }: Props) {
  const pages = useInfiniteQuery(productPages(filters));
  const panelId = useId();
  const [isPanelOpen, setPanelOpen] = useState(false);
  const first = pages.data?.pages[0];
  const products = pages.data?.pages.flatMap((page) => page.items);
  const narrowed = countFilters(filters);
  const count = useFocusHeir<HTMLParagraphElement>(narrowed);
  const open = pages.isPlaceholderData ? 0 : (pages.data?.pages.length ?? 0);

  const { hasNextPage, isFetching, isError, fetchNextPage } = pages;
  useEffect(() => {
    if (open > 0 && open < opened && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [open, opened, hasNextPage, isFetching, isError, fetchNextPage]);

  if (pages.isError && !products) {
    return <ProblemNotice error={pages.error} title={t("list.failed")} onRetry={() => void pages.refetch()} />;
  }

  return (
    <div className={styles.layout}>
      <div className={styles.bar}>
        <div className={styles.found}>
          <p ref={count} tabIndex={-1} className={styles.count} role="status">
            {first ? counted("list.products", first.total) : t("list.looking")}
          </p>
          <ChosenFilters filters={filters} onChange={onChange} />
        </div>
        <div className={styles.tools}>
          <span className={styles.toggle}>
            <Button look="secondary" aria-expanded={isPanelOpen} aria-controls={panelId} onClick={() => setPanelOpen(!isPanelOpen)}>
              <Icon name="filter" size={18} /> {narrowed > 0 ? t("list.filters_count", { count: narrowed }) : t("list.filters")}
            </Button>
          </span>
          <SelectField label={t("list.sort")} value={filters.sort} onChange={({ target }) => onChange((now) => ({ ...now, sort: target.value as Sort }))}>
            {SORTS.map((value) => (
              <option key={value} value={value}>
                {t(value === "relevance" && !filters.q ? "sort.popular" : SORT_WORDS[value])}
              </option>
            ))}
          </SelectField>
        </div>
      </div>

      <aside id={panelId} className={styles.panel} data-closed={isPanelOpen ? undefined : ""} aria-label={t("list.filters")}>
        {first && <FilterPanel key={`${filters.category} ${filters.q}`} filters={filters} list={first} onChange={onChange} />}
      </aside>

      <div className={styles.results} data-stale={pages.isPlaceholderData ? "" : undefined}>
        <h2 className="visually-hidden">{t("list.label")}</h2>
        {products?.length === 0 ? (
          <div className={styles.empty}>
            {narrowed > 0 ? (
              <>
                <p>{t("list.nothing_fits")}</p>
                <Button look="secondary" onClick={() => onChange(withoutFilters)}>
                  {t("list.clear")}
                </Button>
              </>
            ) : (
              whenEmpty
            )}
          </div>
        ) : (
          <ProductGrid products={products} expected={12} label={t("list.label")} eager={4} />
        )}
        {pages.isFetchNextPageError && <ProblemNotice error={pages.error} title={t("list.more_failed")} onRetry={() => void fetchNextPage()} />}
        {first && products && products.length > 0 && (
          <div className={styles.more}>
            <p>{t("list.shown", { shown: products.length, total: first.total })}</p>
            {hasNextPage && (
              <Button look="secondary" size="large" busy={pages.isFetchingNextPage && t("ui.loading")} onClick={() => onOpen(open + 1)}>
                {t("list.more")}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
