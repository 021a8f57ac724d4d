import type { Order } from "@souk/api/types";
import { Notice } from "@souk/ui/notice";
import { Spinner } from "@souk/ui/spinner";
import { Link } from "react-router";

import { UnsettledNotice } from "@/features/checkout/components/unsettled-notice";
import { usePlaceOrder } from "@/features/checkout/use-place-order";
import { explain } from "@/lib/explain";
import { t } from "@/lib/words";

/** Settles an attempt whose cart is no longer there to be shown. */
export function PendingAttempt({ onPlaced }: { onPlaced: (order: Order) => void }) {
  const { checkout, resume } = usePlaceOrder(onPlaced);
  if (checkout.at === "waiting" || checkout.at === "unsettled") return <UnsettledNotice checkout={checkout} onResume={resume} />;
  if (checkout.at === "editing" && checkout.refusal) {
    return (
      <Notice tone="warn" title={t("pending.refused")} announce>
        <p>{explain(checkout.refusal)}</p>
        <Link to="/orders">{t("pending.see")}</Link>
      </Notice>
    );
  }
  return (
    <p role="status">
      <Spinner /> {t("pending.looking")}
    </p>
  );
}
