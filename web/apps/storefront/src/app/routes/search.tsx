import { Link } from "react-router";

import page from "@/app/page.module.css";
import { ProductList } from "@/features/browse/components/product-list";
import { useListAddress } from "@/features/browse/use-list-address";
import { PageMeta } from "@/lib/page-meta";
import { t } from "@/lib/words";

export function Component() {
  const address = useListAddress(null);
  const { filters } = address;
  const title = filters.q ? `“${filters.q}”` : filters.sort === "newest" ? t("home.unpacked") : t("search.everything");
  return (
    <div className={page.page}>
      <PageMeta title={filters.q ? t("search.title", { words: filters.q }) : title} />
      <header className={page.head}>
        <h1>{title}</h1>
      </header>
      <ProductList
        {...address}
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
