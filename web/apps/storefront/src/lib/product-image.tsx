import { Star } from "@souk/ui/star";

import styles from "@/lib/product-image.module.css";

interface Props {
  src: string | null | undefined;
  /** Smaller ones by their width in pixels. */
  thumbnails?: Record<string, string> | undefined;
  /** The width it is laid out in, as CSS says it; by default `size`. */
  sizes?: string;
  alt: string;
  /** Pixels of the square it is laid out in; keeps the place before the picture is there. */
  size: number;
  /** Above the fold: loaded at once. */
  eager?: boolean;
}

export function ProductImage({ src, thumbnails, sizes, alt, size, eager = false }: Props) {
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
      {...srcSet(src, thumbnails, sizes ?? `${size}px`)}
      alt={alt}
      width={size}
      height={size}
      loading={eager ? "eager" : "lazy"}
      fetchPriority={eager ? "high" : "auto"}
      decoding="async"
    />
  );
}

/** The widest the shop keeps of a picture. */
const FULL_WIDTH = 1600;

function srcSet(src: string, thumbnails: Record<string, string> | undefined, sizes: string) {
  const smaller = Object.entries(thumbnails ?? {});
  if (smaller.length === 0) return {};
  return { srcSet: [...smaller.map(([width, url]) => `${url} ${width}w`), `${src} ${FULL_WIDTH}w`].join(", "), sizes };
}
