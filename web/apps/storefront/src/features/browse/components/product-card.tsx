import type { ProductSummary } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import { Star } from "@souk/ui/star";
import { Link } from "react-router";

import styles from "@/features/browse/components/product-card.module.css";
import { Price } from "@/lib/price";
import { ProductImage } from "@/lib/product-image";

/** How wide a card is laid out, so that the browser takes the right thumbnail. */
const SIZES = "(max-width: 520px) 46vw, (max-width: 900px) 30vw, 270px";

export function ProductCard({ product, eager = false }: { product: ProductSummary; eager?: boolean }) {
  return (
    <article className={styles.card} data-sold-out={product.available ? undefined : ""}>
      <div className={styles.frame}>
        <ProductImage src={product.image} thumbnails={product.thumbnails} sizes={SIZES} alt="" size={400} eager={eager} />
        <span className={styles.flag}>
          {!product.available ? <Badge>Sold out</Badge> : product.compare_at ? <Badge tone="warn">Reduced</Badge> : null}
        </span>
      </div>
      <div className={styles.about}>
        <h3 className={styles.title}>
          <Link to={`/p/${product.slug}`}>{product.title}</Link>
        </h3>
        <p className={styles.price}>
          {product.price_from && <Price price={product.price_from} compareAt={product.compare_at} />}
        </p>
        {product.rating.count > 0 && (
          <p className={styles.rating}>
            <Star size={13} /> {product.rating.average.toFixed(1)} <span className="visually-hidden">of 5,</span> <span>
              ({product.rating.count}
              <span className="visually-hidden"> reviews</span>)
            </span>
          </p>
        )}
      </div>
    </article>
  );
}
