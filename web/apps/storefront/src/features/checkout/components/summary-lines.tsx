import type { Cart } from "@souk/api/types";

import styles from "@/features/checkout/components/summary-lines.module.css";
import { Price } from "@/lib/price";
import { ProductImage } from "@/lib/product-image";
import { t } from "@/lib/words";

/** @param short SKUs of which there is not enough */
export function SummaryLines({ cart, short }: { cart: Cart; short: string[] }) {
  return (
    <ul className={styles.lines} aria-label={t("checkout.what_you_order")}>
      {cart.lines.map((line) => (
        <li key={line.sku}>
          <span className={styles.picture}>
            <ProductImage src={line.image} alt="" size={52} />
          </span>
          <span>
            {line.title || line.sku} <small>× {line.quantity}</small>
            {short.includes(line.sku) && <span className={styles.short}> {t("checkout.sold_out")}</span>}
          </span>
          {line.total && <Price price={line.total} />}
        </li>
      ))}
    </ul>
  );
}
