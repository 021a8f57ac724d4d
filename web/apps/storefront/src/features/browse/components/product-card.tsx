import type { ProductSummary } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import { Star } from "@souk/ui/star";
import { Link } from "react-router";

import styles from "@/features/browse/components/product-card.module.css";
import { formatRating } from "@/lib/numbers";
import { Price } from "@/lib/price";
import { ProductImage } from "@/lib/product-image";
import { t } from "@/lib/words";

/** How wide a card is laid out, so that the browser takes the right thumbnail. */
const SIZES = "(max-width: 520px) 46vw, (max-width: 900px) 30vw, 270px";

export function ProductCard({ product, eager = false }: { product: ProductSummary; eager?: boolean }) {
  return (
    <article className={styles.card} data-sold-out={product.available ? undefined : ""}>
      <div className={styles.frame}>
        <ProductImage src={product.image} thumbnails={product.thumbnails} sizes={SIZES} alt="" size={400} eager={eager} />
        <span className={styles.flag}>
          {!product.available ? <Badge>{t("card.sold_out")}</Badge> : product.compare_at ? <Badge tone="warn">{t("card.reduced")}</Badge> : null}
        </span>
      </div>
      <div className={styles.about}>
        <h3 className={styles.title}>
          <Link to={`/p/${product.slug}`}>{product.title}</Link>
        </h3>
        <p className={styles.price}>
          {product.price_varies && `${t("card.from")} `}
          {product.price_from && <Price price={product.price_from} compareAt={product.compare_at} />}
        </p>
        {product.rating.count > 0 && (
          <p className={styles.rating}>
            <Star size={13} /> {formatRating(product.rating.average)} <span className="visually-hidden">{t("card.of_five")}</span>{" "}
            <span>
              ({product.rating.count}
              <span className="visually-hidden"> {t("card.reviews")}</span>)
            </span>
          </p>
        )}
      </div>
    </article>
  );
}
