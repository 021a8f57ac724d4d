import type { Product } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { Icon } from "@souk/ui/icon";
import { Sheet } from "@souk/ui/sheet";
import { useEffect, useRef, useState } from "react";

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
  const [isFull, setFull] = useState(true);
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
          sizes="(max-width: 700px) 92vw, (max-width: 900px) 44vw, 690px"
          alt={alt}
          size={720}
          eager
        />
        {current && (
          <button
            type="button"
            className={styles.zoom}
            aria-label={t("product.zoom")}
            onClick={() => {
              setFull(true);
              setClose(true);
            }}
          >
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
          <div className={styles.close}>
            <CloseUp key={current.id} url={current.url} alt={alt} isFull={isFull} onSize={setFull} />
            <div className={styles.controls}>
              <Button look="secondary" aria-pressed={isFull} onClick={() => setFull(!isFull)}>
                <Icon name={isFull ? "check" : "plus"} size={18} /> {t("product.full_size")}
              </Button>
              {media.length > 1 && (
                <>
                  <Button look="secondary" aria-label={t("product.previous")} onClick={() => turn(-1)}>
                    <Icon name="left" />
                  </Button>
                  <span role="status">{t("product.picture", { number: index + 1, count: media.length })}</span>
                  <Button look="secondary" aria-label={t("product.next")} onClick={() => turn(1)}>
                    <Icon name="right" />
                  </Button>
                </>
              )}
            </div>
          </div>
        </Sheet>
      )}
    </section>
  );
}

interface CloseUpProps {
  url: string;
  alt: string;
  isFull: boolean;
  onSize: (isFull: boolean) => void;
}

/** The picture from edge to edge, as large as it is, to be scrolled about from its middle; or all of it at once. */
function CloseUp({ url, alt, isFull, onSize }: CloseUpProps) {
  const stage = useRef<HTMLDivElement>(null);

  function centre() {
    const { current } = stage;
    current?.scrollTo((current.scrollWidth - current.clientWidth) / 2, (current.scrollHeight - current.clientHeight) / 2);
  }

  useEffect(centre, [isFull]);
  return (
    // A press on the picture does what the control below says; arrow keys scroll it about.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-tabindex -- as above
    <div ref={stage} className={styles.stage} data-full={isFull ? "" : undefined} tabIndex={isFull ? 0 : undefined} onClick={() => onSize(!isFull)}>
      <img src={url} alt={alt} onLoad={centre} />
    </div>
  );
}
