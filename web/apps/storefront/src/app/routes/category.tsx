import type { Category } from "@souk/api/types";
import { Awning } from "@souk/ui/awning";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";

import page from "@/app/page.module.css";
import styles from "@/app/routes/category.module.css";
import { NotFound } from "@/app/routes/not-found";
import { categories } from "@/features/browse/api/list-categories";
import { ProductList } from "@/features/browse/components/product-list";
import { stallColour } from "@/features/browse/stall-colours";
import { useListAddress } from "@/features/browse/use-list-address";
import { PageMeta } from "@/lib/page-meta";
import { t } from "@/lib/words";

export function Component() {
  const { slug = "" } = useParams();
  const address = useListAddress(slug);
  const { data: stalls } = useQuery(categories());
  const path = stalls && pathTo(stalls, slug);
  const category = path?.at(-1);
  if (stalls && !category) return <NotFound />;
  return (
    <div className={page.page}>
      <PageMeta title={category?.title} description={category && t("category.description", { title: category.title })} />
      <header className={styles.stall}>
        <Awning stripe={stallColour(stalls?.findIndex(({ id }) => id === path?.[0]?.id) ?? 0)} height={30} />
        <nav aria-label={t("layout.where")}>
          <ol className={page.crumbs}>
            <li>
              <Link to="/">{t("layout.market")}</Link>
            </li>
            {path?.slice(0, -1).map((above) => (
              <li key={above.id}>
                <Link to={`/c/${above.slug}`}>{above.title}</Link>
              </li>
            ))}
          </ol>
        </nav>
        <h1>{category?.title ?? <Skeleton width="12rem" />}</h1>
        {category && category.children.length > 0 && (
          <ul className={page.subs} aria-label={t("category.within")}>
            {category.children.map((child) => (
              <li key={child.id}>
                <Link to={`/c/${child.slug}`}>{child.title}</Link>
              </li>
            ))}
          </ul>
        )}
      </header>
      <ProductList {...address} whenEmpty={<p>{t("category.empty")}</p>} />
    </div>
  );
}

function pathTo(categories: Category[], slug: string): Category[] | null {
  for (const category of categories) {
    if (category.slug === slug) return [category];
    const below = pathTo(category.children, slug);
    if (below) return [category, ...below];
  }
  return null;
}
