import type { Order } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import { Button } from "@souk/ui/button";

import { useDeliverParcel } from "@/features/orders/api/deliver-parcel";
import styles from "@/features/orders/components/parts.module.css";
import { formatMoment } from "@/lib/dates";
import { ProblemNotice } from "@/lib/problem-notice";
import { sentence } from "@/lib/words";

/** What was sent, and for who may a button that says that it has arrived. */
export function Parcels({ order, mayDeliver }: { order: Order; mayDeliver: boolean }) {
  const deliver = useDeliverParcel(order.id);
  return (
    <>
      <ul className={styles.rows}>
        {order.fulfillments.map((parcel) => (
          <li key={parcel.id}>
            <div>
              {parcel.carrier} <b>{parcel.tracking_number}</b> <Badge tone={parcel.status === "delivered" ? "good" : "warn"}>{sentence(parcel.status)}</Badge>
              <p className={styles.soft}>
                {parcel.lines.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(", ")}, {formatMoment(parcel.delivered_at ?? parcel.created_at)}
              </p>
            </div>
            {mayDeliver && parcel.status === "shipped" && (
              <Button look="secondary" size="small" busy={deliver.isPending && deliver.variables === parcel.id && "Saving…"} onClick={() => deliver.mutate(parcel.id)}>
                It has arrived
              </Button>
            )}
          </li>
        ))}
      </ul>
      {deliver.isError && <ProblemNotice error={deliver.error} title="That could not be noted" />}
    </>
  );
}
