import { Star } from "@souk/ui/star";

import styles from "@/lib/product-image.module.css";

interface Props {
  src: string | null | undefined;
  alt: string;
  /** Pixels of the square it is laid out in; keeps the place before the picture is there. */
  size: number;
  /** Above the fold: loaded at once. */
  eager?: boolean;
}

export function ProductImage({ src, alt, size, eager = false }: Props) {
  if (!src) {
    return (
      <span className={styles.none} role={alt ? "img" : undefined} aria-label={alt || undefined}>
        <Star size={Math.min(size / 4, 64)} filled={false} />
      </span>
    );
  }
  return (
    <img
      className={styles.image}
      src={src}
      alt={alt}
      width={size}
      height={size}
      loading={eager ? "eager" : "lazy"}
      fetchPriority={eager ? "high" : "auto"}
      decoding="async"
    />
  );
}
