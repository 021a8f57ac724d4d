import { Link, useSearchParams } from "react-router";

import page from "@/app/page.module.css";
import { ProductList } from "@/features/browse/components/product-list";
import { readFilters, readPages, writeFilters } from "@/features/browse/filters";
import { PageMeta } from "@/lib/page-meta";
import { t } from "@/lib/words";

export function Component() {
  const [params, setParams] = useSearchParams();
  const filters = readFilters(params, null);
  const title = filters.q ? `“${filters.q}”` : filters.sort === "newest" ? t("home.unpacked") : t("search.everything");
  return (
    <div className={page.page}>
      <PageMeta title={filters.q ? t("search.title", { words: filters.q }) : title} />
      <header className={page.head}>
        <h1>{title}</h1>
      </header>
      <ProductList
        filters={filters}
        opened={readPages(params)}
        onOpen={(pages) => setParams(writeFilters(filters, false, pages), { preventScrollReset: true, replace: true })}
        onChange={(next) => setParams(writeFilters(next, false), { preventScrollReset: true, replace: true })}
        whenEmpty={
          <>
            <p>{t("search.empty")}</p>
            <Link to="/search">{t("search.see_everything")}</Link>
          </>
        }
      />
    </div>
  );
}
