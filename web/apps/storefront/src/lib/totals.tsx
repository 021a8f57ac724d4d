import type { Totals } from "@souk/api/types";
import type { ReactNode } from "react";

import { Price } from "@/lib/price";
import styles from "@/lib/totals.module.css";
import { t } from "@/lib/words";

interface Props {
  totals: Totals;
  /** Stands in place of the amount while that is not known. */
  shipping?: ReactNode;
  /** How much of it was given back. */
  refunded?: ReactNode;
}

/** The sums are the shop's own: nothing is added up here. */
export function TotalsTable({ totals, shipping, refunded }: Props) {
  return (
    <dl className={styles.totals}>
      <div>
        <dt>{t("totals.goods")}</dt>
        <dd>
          <Price price={totals.subtotal} />
        </dd>
      </div>
      {totals.discount.amount > 0 && (
        <div>
          <dt>{t("totals.discount")}</dt>
          <dd>
            −<Price price={totals.discount} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t("totals.shipping")}</dt>
        <dd>{shipping ?? (totals.shipping.amount === 0 ? t("totals.free") : <Price price={totals.shipping} />)}</dd>
      </div>
      {!totals.tax_included && (
        <div>
          <dt>{t("totals.tax")}</dt>
          <dd>
            <Price price={totals.tax} />
          </dd>
        </div>
      )}
      <div className={styles.sum}>
        <dt>{t("totals.total")}</dt>
        <dd>
          <Price price={totals.total} />
        </dd>
      </div>
      {refunded && (
        <div>
          <dt>{t("totals.refunded")}</dt>
          <dd>{refunded}</dd>
        </div>
      )}
      {totals.tax_included && totals.tax.amount > 0 && (
        <div className={styles.tax}>
          <dt>{t("totals.tax_within")}</dt>
          <dd>
            <Price price={totals.tax} />
          </dd>
        </div>
      )}
    </dl>
  );
}
