import type { Product } from "@souk/api/types";
import { Icon } from "@souk/ui/icon";
import { Sheet } from "@souk/ui/sheet";
import { useState } from "react";

import styles from "@/features/product/components/gallery.module.css";
import { ProductImage } from "@/lib/product-image";
import { t } from "@/lib/words";

interface Props {
  title: string;
  media: Product["media"];
  /** The picture shown; of the variant, or the one somebody pressed. */
  shown: string | null;
  onShow: (url: string) => void;
}

export function Gallery({ title, media, shown, onShow }: Props) {
  const [isClose, setClose] = useState(false);
  const index = Math.max(
    media.findIndex(({ url }) => url === shown),
    0,
  );
  const current = media[index];
  const alt = current?.alt === "" ? title : (current?.alt ?? title);

  function turn(by: number) {
    const next = media[(index + by + media.length) % media.length];
    if (next) onShow(next.url);
  }

  return (
    <section className={styles.gallery} aria-label={t("product.pictures")}>
      <div className={styles.main}>
        <ProductImage
          src={current?.url ?? shown}
          thumbnails={current?.thumbnails}
          sizes="(max-width: 820px) 92vw, 690px"
          alt={alt}
          size={720}
          eager
        />
        {current && (
          <button type="button" className={styles.zoom} aria-label={t("product.zoom")} onClick={() => setClose(true)}>
            <Icon name="plus" />
          </button>
        )}
      </div>
      {media.length > 1 && (
        <div className={styles.thumbs}>
          {media.map((medium, at) => (
            <button
              key={medium.id}
              type="button"
              aria-label={t("product.picture", { number: at + 1, count: media.length })}
              aria-current={at === index}
              onClick={() => onShow(medium.url)}
            >
              <ProductImage src={medium.url} thumbnails={medium.thumbnails} alt="" size={72} />
            </button>
          ))}
        </div>
      )}
      {current && (
        <Sheet open={isClose} onClose={() => setClose(false)} title={title} closeLabel={t("ui.close")} place="full">
          <CloseUp key={current.id} url={current.url} alt={alt} />
          {media.length > 1 && (
            <div className={styles.turns}>
              <button type="button" aria-label={t("product.previous")} onClick={() => turn(-1)}>
                <Icon name="left" />
              </button>
              <span>{t("product.picture", { number: index + 1, count: media.length })}</span>
              <button type="button" aria-label={t("product.next")} onClick={() => turn(1)}>
                <Icon name="right" />
              </button>
            </div>
          )}
        </Sheet>
      )}
    </section>
  );
}

/** The whole picture; a press or Enter shows it at twice its size, to be scrolled about. */
function CloseUp({ url, alt }: { url: string; alt: string }) {
  const [isLarge, setLarge] = useState(false);
  return (
    <button type="button" className={styles.closeUp} data-large={isLarge ? "" : undefined} aria-pressed={isLarge} onClick={() => setLarge(!isLarge)}>
      <img src={url} alt={alt} />
    </button>
  );
}
