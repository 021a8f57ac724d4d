import type { Product } from "@souk/api/types";

import styles from "@/features/product/components/gallery.module.css";
import { ProductImage } from "@/lib/product-image";

interface Props {
  title: string;
  media: Product["media"];
  /** The picture shown; of the variant, or the one somebody pressed. */
  shown: string | null;
  onShow: (url: string) => void;
}

export function Gallery({ title, media, shown, onShow }: Props) {
  const current = media.find(({ url }) => url === shown) ?? media[0];
  return (
    <section className={styles.gallery} aria-label="Pictures">
      <div className={styles.main}>
        <ProductImage
          src={current?.url ?? shown}
          thumbnails={current?.thumbnails}
          sizes="(max-width: 820px) 92vw, 690px"
          alt={current?.alt === "" ? title : (current?.alt ?? title)}
          size={720}
          eager
        />
      </div>
      {media.length > 1 && (
        <div className={styles.thumbs}>
          {media.map((medium, index) => (
            <button
              key={medium.id}
              type="button"
              aria-label={`Picture ${index + 1} of ${media.length}`}
              aria-current={medium === current}
              onClick={() => onShow(medium.url)}
            >
              <ProductImage src={medium.url} thumbnails={medium.thumbnails} alt="" size={72} />
            </button>
          ))}
        </div>
      )}
    </section>
  );
}
