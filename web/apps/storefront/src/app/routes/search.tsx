import { Link, useSearchParams } from "react-router";

import page from "@/app/page.module.css";
import { ProductList } from "@/features/browse/components/product-list";
import { readFilters, writeFilters } from "@/features/browse/filters";
import { PageMeta } from "@/lib/page-meta";

export function Component() {
  const [params, setParams] = useSearchParams();
  const filters = readFilters(params, null);
  const title = filters.q ? `“${filters.q}”` : filters.sort === "newest" ? "Just unpacked" : "The whole market";
  return (
    <div className={page.page}>
      <PageMeta title={filters.q ? `Search: ${filters.q}` : title} />
      <header className={page.head}>
        <h1>{title}</h1>
      </header>
      <ProductList
        filters={filters}
        onChange={(next) => setParams(writeFilters(next, false), { preventScrollReset: true, replace: true })}
        whenEmpty={
          <>
            <p>Nobody sells that here. A shorter or simpler word may find it.</p>
            <Link to="/search">See the whole market</Link>
          </>
        }
      />
    </div>
  );
}
