import type { Totals } from "@souk/api/types";
import type { ReactNode } from "react";

import { Price } from "@/lib/price";
import styles from "@/lib/totals.module.css";

/** `shipping` stands in place of the amount while that is not known. The sums are the shop's own: nothing is added up here. */
export function TotalsTable({ totals, shipping }: { totals: Totals; shipping?: ReactNode }) {
  return (
    <dl className={styles.totals}>
      <div>
        <dt>Goods</dt>
        <dd>
          <Price price={totals.subtotal} />
        </dd>
      </div>
      {totals.discount.amount > 0 && (
        <div>
          <dt>Discount</dt>
          <dd>
            −<Price price={totals.discount} />
          </dd>
        </div>
      )}
      <div>
        <dt>Shipping</dt>
        <dd>{shipping ?? (totals.shipping.amount === 0 ? "Free" : <Price price={totals.shipping} />)}</dd>
      </div>
      {!totals.tax_included && (
        <div>
          <dt>Tax</dt>
          <dd>
            <Price price={totals.tax} />
          </dd>
        </div>
      )}
      <div className={styles.sum}>
        <dt>Total</dt>
        <dd>
          <Price price={totals.total} />
        </dd>
      </div>
      {totals.tax_included && totals.tax.amount > 0 && (
        <div className={styles.tax}>
          <dt>Tax within it</dt>
          <dd>
            <Price price={totals.tax} />
          </dd>
        </div>
      )}
    </dl>
  );
}
