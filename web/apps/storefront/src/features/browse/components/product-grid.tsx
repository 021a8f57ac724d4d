import type { ProductSummary } from "@souk/api/types";
import { Skeleton } from "@souk/ui/skeleton";

import { ProductCard } from "@/features/browse/components/product-card";
import styles from "@/features/browse/components/product-grid.module.css";

interface Props {
  /** Undefined while they load: their place is kept. */
  products: ProductSummary[] | undefined;
  /** How many places to keep. */
  expected: number;
  /** One line that scrolls sideways where there is little room. */
  row?: boolean;
  label: string;
  /** How many pictures are above the fold. */
  eager?: number;
}

export function ProductGrid({ products, expected, row = false, label, eager = 0 }: Props) {
  return (
    <ul className={row ? styles.row : styles.grid} aria-label={label} aria-busy={products === undefined}>
      {products
        ? products.map((product, index) => (
            <li key={product.id}>
              <ProductCard product={product} eager={index < eager} />
            </li>
          ))
        : Array.from({ length: expected }, (_, index) => (
            <li key={index} className={styles.ghost}>
              <Skeleton ratio="1" />
              <Skeleton width="80%" height="1.35rem" />
              <Skeleton width="35%" height="1.35rem" />
            </li>
          ))}
    </ul>
  );
}
