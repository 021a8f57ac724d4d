import type { Order } from "@souk/api/types";
import { Button, buttonClass } from "@souk/ui/button";
import { useState } from "react";

import { useCancelOrder } from "@/features/orders/api/cancel-order";
import { canCancel, canTryAgain, isOpen } from "@/features/orders/progress";
import { ProblemNotice } from "@/lib/problem-notice";
import { useFocusHeir } from "@/lib/use-focus-heir";
import { t } from "@/lib/words";

interface Props {
  order: Order;
  token: string | null;
  /** Puts the goods back into the cart and goes to the checkout. */
  onTryAgain: () => void;
  isTryingAgain: boolean;
}

export function OrderActions({ order, token, onTryAgain, isTryingAgain }: Props) {
  const [isAsking, setAsking] = useState(false);
  const question = useFocusHeir<HTMLButtonElement>(isAsking);
  const cancel = useCancelOrder(order.id, token);
  const next = isOpen(order) ? order.payment.next_action : null;
  return (
    <>
      {next && (
        <a className={buttonClass()} href={next.url} rel="external">
          {t("order.bank")}
        </a>
      )}
      {canTryAgain(order) && (
        <Button onClick={onTryAgain} busy={isTryingAgain && t("order.filling")}>
          {order.reason === "payment_declined" ? t("order.other_card") : t("order.again")}
        </Button>
      )}
      {canCancel(order) &&
        (isAsking ? (
          <>
            <Button ref={question} look="secondary" busy={cancel.isPending && t("order.cancelling")} onClick={() => cancel.mutate(undefined, { onSettled: () => setAsking(false) })}>
              {t("order.cancel_sure")}
            </Button>
            <Button look="quiet" onClick={() => setAsking(false)}>
              {t("order.keep")}
            </Button>
          </>
        ) : (
          <Button ref={question} look="quiet" onClick={() => setAsking(true)}>
            {t("order.cancel")}
          </Button>
        ))}
      {cancel.isError && <ProblemNotice error={cancel.error} title={t("order.cancel_failed")} />}
    </>
  );
}
