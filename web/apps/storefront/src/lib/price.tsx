import { formatMoney, type Money } from "@souk/api/money";

import styles from "@/lib/price.module.css";

interface Props {
  price: Money;
  /** The earlier, higher price. */
  compareAt?: Money | null | undefined;
  /** Written before it where variants differ: `from`. */
  prefix?: string;
}

export function Price({ price, compareAt, prefix }: Props) {
  return (
    <>
      {prefix && `${prefix} `}
      <span className={styles.price}>{formatMoney(price)}</span>
      {compareAt && (
        <s className={styles.was}>
          <span className="visually-hidden">instead of </span>
          {formatMoney(compareAt)}
        </s>
      )}
    </>
  );
}
