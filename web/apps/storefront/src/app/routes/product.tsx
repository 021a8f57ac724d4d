import { problemOf } from "@souk/api/problem";
import type { Product, Variant } from "@souk/api/types";
import { Skeleton } from "@souk/ui/skeleton";
import { Star } from "@souk/ui/star";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";

import page from "@/app/page.module.css";
import { NotFound } from "@/app/routes/not-found";
import styles from "@/app/routes/product.module.css";
import { fewProducts } from "@/features/browse/api/list-products";
import { ProductGrid } from "@/features/browse/components/product-grid";
import { relatedTo, ROW } from "@/features/browse/rows";
import { useAddLine } from "@/features/cart/api/set-line";
import { openDrawer } from "@/features/cart/drawer";
import { product as productQuery } from "@/features/product/api/get-product";
import { stock as stockQuery } from "@/features/product/api/get-stock";
import { BuyBox } from "@/features/product/components/buy-box";
import { Gallery } from "@/features/product/components/gallery";
import { Particulars } from "@/features/product/components/particulars";
import { firstVariant } from "@/features/product/variant-choice";
import { formatRating } from "@/lib/numbers";
import { PageMeta } from "@/lib/page-meta";
import { ProblemNotice } from "@/lib/problem-notice";
import { t } from "@/lib/words";

export function Component() {
  const { slug = "" } = useParams();
  const { data: product, error, refetch } = useQuery(productQuery(slug));
  if (product) return <ProductPage key={product.id} product={product} />;
  if (error && problemOf(error).slug === "not-found") return <NotFound title={t("product.missing")} />;
  if (error) return <ProblemNotice error={error} title={t("product.failed")} onRetry={() => void refetch()} />;
  return (
    <div className={styles.layout} aria-busy="true">
      <Skeleton ratio="1" />
      <div className={styles.side}>
        <Skeleton height="2.6rem" />
        <Skeleton height="1.6rem" width="30%" />
        <Skeleton height="14rem" />
      </div>
    </div>
  );
}

function ProductPage({ product }: { product: Product }) {
  const [params, setParams] = useSearchParams();
  const [picture, setPicture] = useState<string | null>(null);
  const variant = firstVariant(product, params.get("sku"));
  const { data: levels } = useQuery(stockQuery(product.variants.map(({ sku }) => sku)));
  const addLine = useAddLine();
  const row = relatedTo(product.category?.slug ?? null);
  const related = useQuery(fewProducts(row.filters, row.count));
  const others = related.data?.items.filter(({ id }) => id !== product.id).slice(0, ROW);

  function choose(next: Variant) {
    addLine.reset();
    setPicture(next.image);
    setParams({ sku: next.sku }, { replace: true, preventScrollReset: true });
  }

  const outcome = addLine.isError ? (
    <ProblemNotice error={addLine.error} title={t("product.add_failed")} />
  ) : addLine.isSuccess ? (
    <span>{t("product.added")}</span>
  ) : null;

  return (
    <div className={page.page}>
      <PageMeta title={product.seo.title || product.title} description={product.seo.description || product.description} />
      <nav aria-label={t("layout.where")}>
        <ol className={page.crumbs}>
          <li>
            <Link to="/">{t("layout.market")}</Link>
          </li>
          {product.category_path.map(({ id, slug, title }) => (
            <li key={id}>
              <Link to={`/c/${slug}`}>{title}</Link>
            </li>
          ))}
        </ol>
      </nav>
      <div className={styles.layout}>
        <Gallery title={product.title} media={product.media} shown={picture ?? variant?.image ?? null} onShow={setPicture} />
        <div className={styles.side}>
          <h1>{product.title}</h1>
          {product.rating.count > 0 && (
            <p className={styles.rating}>
              <Star size={15} /> {t("product.rating", { average: formatRating(product.rating.average), count: product.rating.count })}
            </p>
          )}
          {variant ? (
            <BuyBox
              product={product}
              variant={variant}
              stock={levels?.get(variant.sku)}
              onChoose={choose}
              onAdd={(quantity) => addLine.mutate({ sku: variant.sku, quantity }, { onSuccess: openDrawer })}
              isAdding={addLine.isPending}
              outcome={outcome}
            />
          ) : (
            <p>{t("product.not_for_sale")}</p>
          )}
        </div>
      </div>
      <div className={styles.below}>
        <section className={styles.part} aria-labelledby="about">
          <h2 id="about">{t("product.about")}</h2>
          <div className={styles.text}>
            {product.description.split(/\n{2,}/).map((paragraph, index) => (
              <p key={index}>{paragraph}</p>
            ))}
          </div>
        </section>
        <section className={styles.part} aria-labelledby="particulars">
          <h2 id="particulars">{t("product.particulars")}</h2>
          <Particulars product={product} variant={variant} />
        </section>
      </div>
      {(others === undefined || others.length > 0) && (
        <section className={styles.part} aria-labelledby="related">
          <h2 id="related">{t("product.related")}</h2>
          <ProductGrid products={others} expected={ROW} row label={t("product.related")} />
        </section>
      )}
    </div>
  );
}
