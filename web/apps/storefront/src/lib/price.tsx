import { formatMoney, type Money } from "@souk/api/money";

import styles from "@/lib/price.module.css";
import { t } from "@/lib/words";

interface Props {
  price: Money;
  /** The earlier, higher price. */
  compareAt?: Money | null | undefined;
}

export function Price({ price, compareAt }: Props) {
  return (
    <>
      <span className={styles.price}>{formatMoney(price)}</span>
      {compareAt && (
        <s className={styles.was}>
          <span className="visually-hidden">{t("price.instead_of")} </span>
          {formatMoney(compareAt)}
        </s>
      )}
    </>
  );
}
