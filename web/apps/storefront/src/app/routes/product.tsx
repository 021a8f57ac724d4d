import { problemOf } from "@souk/api/problem";
import type { Product, Variant } from "@souk/api/types";
import { buttonClass } from "@souk/ui/button";
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
import { readFilters } from "@/features/browse/filters";
import { useAddLine } from "@/features/cart/api/set-line";
import { product as productQuery } from "@/features/product/api/get-product";
import { stock as stockQuery } from "@/features/product/api/get-stock";
import { BuyBox } from "@/features/product/components/buy-box";
import { Gallery } from "@/features/product/components/gallery";
import { Particulars } from "@/features/product/components/particulars";
import { firstVariant } from "@/features/product/variant-choice";
import { PageMeta } from "@/lib/page-meta";
import { ProblemNotice } from "@/lib/problem-notice";

const RELATED = 4;

export function Component() {
  const { slug = "" } = useParams();
  const { data: product, error, refetch } = useQuery(productQuery(slug));
  if (product) return <ProductPage key={product.id} product={product} />;
  if (error && problemOf(error).slug === "not-found") return <NotFound what="This product" />;
  if (error) return <ProblemNotice error={error} title="The product could not be loaded" onRetry={() => void refetch()} />;
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
  const related = useQuery(fewProducts({ ...readFilters(new URLSearchParams(), product.category?.slug ?? null) }, RELATED + 1));
  const others = related.data?.items.filter(({ id }) => id !== product.id).slice(0, RELATED);

  function choose(next: Variant) {
    addLine.reset();
    if (next.image) setPicture(next.image);
    setParams({ sku: next.sku }, { replace: true, preventScrollReset: true });
  }

  const outcome = addLine.isError ? (
    <ProblemNotice error={addLine.error} title="It could not be put into your cart" />
  ) : addLine.isSuccess ? (
    <>
      <span>In your cart.</span>
      <Link to="/cart" className={buttonClass({ look: "secondary", size: "small" })}>
        See your cart
      </Link>
      <Link to="/checkout">Check out</Link>
    </>
  ) : null;

  return (
    <div className={page.page}>
      <PageMeta title={product.seo.title || product.title} description={product.seo.description || product.description} />
      <nav aria-label="Where you are">
        <ol className={page.crumbs}>
          <li>
            <Link to="/">Market</Link>
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
              <Star size={15} /> {product.rating.average.toFixed(1)} of 5, {product.rating.count} reviews
            </p>
          )}
          {variant ? (
            <BuyBox
              product={product}
              variant={variant}
              stock={levels?.get(variant.sku)}
              onChoose={choose}
              onAdd={(quantity) => addLine.mutate({ sku: variant.sku, quantity })}
              isAdding={addLine.isPending}
              outcome={outcome}
            />
          ) : (
            <p>This is not for sale at the moment.</p>
          )}
        </div>
      </div>
      <div className={styles.below}>
        <section className={styles.part} aria-labelledby="about">
          <h2 id="about">About it</h2>
          <div className={styles.text}>
            {product.description.split(/\n{2,}/).map((paragraph, index) => (
              <p key={index}>{paragraph}</p>
            ))}
          </div>
        </section>
        <section className={styles.part} aria-labelledby="particulars">
          <h2 id="particulars">Particulars</h2>
          <Particulars product={product} variant={variant} />
        </section>
      </div>
      {(others === undefined || others.length > 0) && (
        <section className={styles.part} aria-labelledby="related">
          <h2 id="related">From the same stall</h2>
          <ProductGrid products={others} expected={RELATED} row label="From the same stall" />
        </section>
      )}
    </div>
  );
}
