import { formatMoney } from "@souk/api/money";
import type { ProductSummary } from "@souk/api/types";
import { buttonClass } from "@souk/ui/button";
import { Skeleton } from "@souk/ui/skeleton";
import { Star } from "@souk/ui/star";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import styles from "@/app/routes/home.module.css";
import { categories } from "@/features/browse/api/list-categories";
import { fewProducts } from "@/features/browse/api/list-products";
import { CategoryStalls } from "@/features/browse/components/category-stalls";
import { ProductGrid } from "@/features/browse/components/product-grid";
import { collections, type Collection } from "@/features/browse/collections";
import { writeFilters } from "@/features/browse/filters";
import { GATES, LOVED, NEWEST, ROW } from "@/features/browse/rows";
import { PageMeta } from "@/lib/page-meta";
import { ProblemNotice } from "@/lib/problem-notice";
import { ProductImage } from "@/lib/product-image";
import { CURRENCY } from "@/lib/shop";
import { t } from "@/lib/words";

const PROMISES = [
  ["home.paid_once", "home.paid_once_text"],
  ["home.in_stock", "home.in_stock_text"],
  ["home.know", "home.know_text"],
] as const;

export function Component() {
  const stalls = useQuery(categories());
  const popular = useQuery(fewProducts(LOVED.filters, LOVED.count));
  const newest = useQuery(fewProducts(NEWEST.filters, NEWEST.count));
  return (
    <>
      <PageMeta />
      <section className={styles.hero} aria-label={t("home.welcome")}>
        <div className={styles.words}>
          <h1>{t("home.title")}</h1>
          <p>{t("home.lead")}</p>
          <div className={styles.actions}>
            <Link to="/search" className={buttonClass({ size: "large" })}>
              {t("home.walk")}
            </Link>
            <Link to="/search?sort=newest" className={buttonClass({ look: "secondary", size: "large" })}>
              {t("home.unpacked")}
            </Link>
          </div>
        </div>
        <ul className={styles.gates} aria-label={t("home.loved")}>
          {Array.from({ length: GATES }, (_, index) => (
            <li key={index}>
              <Gate product={popular.data?.items[index]} />
            </li>
          ))}
        </ul>
      </section>

      <section className={styles.section} aria-labelledby="stalls">
        <h2 id="stalls">{t("home.stalls")}</h2>
        {stalls.isError ? (
          <ProblemNotice error={stalls.error} title={t("home.stalls_failed")} onRetry={() => void stalls.refetch()} />
        ) : (
          <CategoryStalls categories={stalls.data} />
        )}
      </section>

      <section className={styles.section} aria-labelledby="newest">
        <div className={styles.sectionHead}>
          <h2 id="newest">{t("home.unpacked")}</h2>
          <Link to="/search?sort=newest">{t("home.all_new")}</Link>
        </div>
        {newest.isError ? (
          <ProblemNotice error={newest.error} title={t("list.failed")} onRetry={() => void newest.refetch()} />
        ) : (
          <ProductGrid products={newest.data?.items} expected={ROW} row label={t("home.new_products")} />
        )}
      </section>

      {collections().map((collection) => (
        <CollectionRow key={collection.title} collection={collection} />
      ))}

      <ul className={styles.promises} aria-label={t("home.promises")}>
        {PROMISES.map(([title, text]) => (
          <li key={title}>
            <Star size={26} />
            <h3>{t(title)}</h3>
            <p>{t(text)}</p>
          </li>
        ))}
      </ul>

      <section className={styles.section} aria-labelledby="popular">
        <div className={styles.sectionHead}>
          <h2 id="popular">{t("home.loved")}</h2>
          <Link to="/search">{t("home.everything")}</Link>
        </div>
        {popular.isError ? (
          <ProblemNotice error={popular.error} title={t("list.failed")} onRetry={() => void popular.refetch()} />
        ) : (
          <ProductGrid products={popular.data?.items.slice(GATES)} expected={ROW} row label={t("home.popular_products")} />
        )}
      </section>
    </>
  );
}

function CollectionRow({ collection }: { collection: Collection }) {
  const { title, text, filters } = collection;
  const found = useQuery(fewProducts(filters, ROW));
  const id = title.replace(".", "-");
  if (found.isError || found.data?.items.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <div>
          <h2 id={id}>{t(title)}</h2>
          <p className={styles.about}>{t(text, { price: formatMoney({ amount: filters.maxPrice ?? 0, currency: CURRENCY }) })}</p>
        </div>
        <Link to={`/search?${writeFilters(filters, false)}`}>{t("home.everything")}</Link>
      </div>
      <ProductGrid products={found.data?.items} expected={ROW} row label={t(title)} />
    </section>
  );
}

function Gate({ product }: { product: ProductSummary | undefined }) {
  if (!product) return <Skeleton height="100%" />;
  return (
    <Link to={`/p/${product.slug}`} aria-label={product.title}>
      <ProductImage src={product.image} thumbnails={product.thumbnails} sizes="(max-width: 820px) 45vw, 400px" alt="" size={400} eager />
    </Link>
  );
}

