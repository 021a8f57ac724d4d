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
import { readFilters, type Sort } from "@/features/browse/filters";
import { PageMeta } from "@/lib/page-meta";
import { ProblemNotice } from "@/lib/problem-notice";
import { ProductImage } from "@/lib/product-image";

const GATES = 3;
const ROW = 4;

const PROMISES = [
  { title: "Paid once, or not at all", text: "However badly the line behaves, no card is charged twice." },
  { title: "In stock means in stock", text: "What you see on the shelf is put aside the moment you order." },
  { title: "You always know", text: "Follow your order live, from the counter to your door." },
];

export function Component() {
  const stalls = useQuery(categories());
  const popular = useQuery(fewProducts(sorted("relevance"), GATES + ROW));
  const newest = useQuery(fewProducts(sorted("newest"), ROW));
  return (
    <>
      <PageMeta description="Textiles, ceramics, lamps, spices and more, from makers who know their trade." />
      <section className={styles.hero} aria-label="Welcome">
        <div className={styles.words}>
          <h1>Good things, from hands that know them</h1>
          <p>Cloth, clay, brass and spice from makers who take their time. Find the one thing you will still be glad of in twenty years.</p>
          <div className={styles.actions}>
            <Link to="/search" className={buttonClass({ size: "large" })}>
              Walk the market
            </Link>
            <Link to="/search?sort=newest" className={buttonClass({ look: "secondary", size: "large" })}>
              Just unpacked
            </Link>
          </div>
        </div>
        <ul className={styles.gates} aria-label="Much loved">
          {Array.from({ length: GATES }, (_, index) => (
            <li key={index}>
              <Gate product={popular.data?.items[index]} />
            </li>
          ))}
        </ul>
      </section>

      <section className={styles.section} aria-labelledby="stalls">
        <h2 id="stalls">The stalls</h2>
        {stalls.isError ? (
          <ProblemNotice error={stalls.error} title="The stalls could not be loaded" onRetry={() => void stalls.refetch()} />
        ) : (
          <CategoryStalls categories={stalls.data} />
        )}
      </section>

      <section className={styles.section} aria-labelledby="newest">
        <div className={styles.sectionHead}>
          <h2 id="newest">Just unpacked</h2>
          <Link to="/search?sort=newest">All new things</Link>
        </div>
        {newest.isError ? (
          <ProblemNotice error={newest.error} title="The shelves could not be loaded" onRetry={() => void newest.refetch()} />
        ) : (
          <ProductGrid products={newest.data?.items} expected={ROW} row label="New products" />
        )}
      </section>

      <ul className={styles.promises} aria-label="What you can count on">
        {PROMISES.map(({ title, text }) => (
          <li key={title}>
            <Star size={26} />
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ul>

      <section className={styles.section} aria-labelledby="popular">
        <div className={styles.sectionHead}>
          <h2 id="popular">Much loved</h2>
          <Link to="/search">Everything</Link>
        </div>
        {popular.isError ? (
          <ProblemNotice error={popular.error} title="The shelves could not be loaded" onRetry={() => void popular.refetch()} />
        ) : (
          <ProductGrid products={popular.data?.items.slice(GATES)} expected={ROW} row label="Popular products" />
        )}
      </section>
    </>
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

function sorted(sort: Sort) {
  return { ...readFilters(new URLSearchParams(), null), sort };
}
