import type { Order } from "@souk/api/types";

import styles from "@/features/orders/components/order-detail.module.css";
import { refunded, statusLabel } from "@/features/orders/progress";
import { countryName } from "@/lib/countries";
import { formatMoment } from "@/lib/dates";
import { Price } from "@/lib/price";
import { TotalsTable } from "@/lib/totals";
import { t } from "@/lib/words";

/** What was ordered, where it goes, what it cost and what happened so far. */
export function OrderDetail({ order }: { order: Order }) {
  const to = order.shipping_address;
  const back = refunded(order);
  const address = [to.name, to.line1, to.line2, `${to.postal_code} ${to.city}`, to.region, countryName(to.country), to.phone];
  return (
    <div className={styles.detail}>
      <div className={styles.main}>
        <section className={styles.card} aria-labelledby="order-lines">
          <h2 id="order-lines">{t("order.lines")}</h2>
          <ul className={styles.lines}>
            {order.lines.map((line) => (
              <li key={line.sku}>
                <span>{line.title}</span>
                <Price price={line.total} />
                <small>
                  {line.quantity} × <Price price={line.unit_price} />
                </small>
              </li>
            ))}
          </ul>
        </section>
        {order.fulfillments.length > 0 && (
          <section className={styles.card} aria-labelledby="order-parcels">
            <h2 id="order-parcels">{t("order.parcels")}</h2>
            {order.fulfillments.map((parcel) => (
              <p key={parcel.id}>
                {parcel.carrier}: <b>{parcel.tracking_number}</b>
                <br />
                <span className={styles.soft}>{parcel.lines.map(({ sku, quantity }) => `${titleOf(order, sku)} × ${quantity}`).join(", ")}</span>
              </p>
            ))}
          </section>
        )}
      </div>
      <div className={styles.side}>
        <section className={styles.card} aria-labelledby="order-total">
          <h2 id="order-total">{t("order.total")}</h2>
          <TotalsTable totals={order.totals} refunded={order.payment.refunded ? <Price price={order.payment.refunded} /> : back?.amount} />
        </section>
        <section className={styles.card} aria-labelledby="order-address">
          <h2 id="order-address">{t("order.goes_to")}</h2>
          <address className={styles.address}>{address.filter(Boolean).join("\n")}</address>
        </section>
        <section className={styles.card} aria-labelledby="order-history">
          <h2 id="order-history">{t("order.history")}</h2>
          <ol className={styles.history}>
            {order.history.map((entry) => (
              <li key={`${entry.at} ${entry.status}`}>
                <span>{statusLabel(entry.status)}</span>
                <time className={styles.soft} dateTime={entry.at}>
                  {formatMoment(entry.at)}
                </time>
              </li>
            ))}
            {back && <li>{back.step}</li>}
          </ol>
        </section>
      </div>
    </div>
  );
}

function titleOf(order: Order, sku: string): string {
  return order.lines.find((line) => line.sku === sku)?.title ?? sku;
}
