import type { Order } from "@souk/api/types";

import styles from "@/features/orders/components/order-detail.module.css";
import { STATUS_LABELS } from "@/features/orders/progress";
import { countryName } from "@/lib/countries";
import { formatMoment } from "@/lib/dates";
import { Price } from "@/lib/price";
import { TotalsTable } from "@/lib/totals";

/** What was ordered, where it goes, what it cost and what happened so far. */
export function OrderDetail({ order }: { order: Order }) {
  const to = order.shipping_address;
  const address = [to.name, to.line1, to.line2, `${to.postal_code} ${to.city}`, to.region, countryName(to.country), to.phone];
  return (
    <div className={styles.detail}>
      <div className={styles.main}>
        <section className={styles.card} aria-labelledby="order-lines">
          <h2 id="order-lines">What you ordered</h2>
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
            <h2 id="order-parcels">Parcels</h2>
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
          <h2 id="order-total">Total</h2>
          <TotalsTable totals={order.totals} />
        </section>
        <section className={styles.card} aria-labelledby="order-address">
          <h2 id="order-address">Goes to</h2>
          <address className={styles.address}>{address.filter(Boolean).join("\n")}</address>
        </section>
        <section className={styles.card} aria-labelledby="order-history">
          <h2 id="order-history">So far</h2>
          <ol className={styles.history}>
            {order.history.map((entry) => (
              <li key={`${entry.at} ${entry.status}`}>
                <span>{STATUS_LABELS[entry.status]}</span>
                <time className={styles.soft} dateTime={entry.at}>
                  {formatMoment(entry.at)}
                </time>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </div>
  );
}

function titleOf(order: Order, sku: string): string {
  return order.lines.find((line) => line.sku === sku)?.title ?? sku;
}
