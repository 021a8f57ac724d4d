import type { Order } from "@souk/api/types";
import { Button, buttonClass } from "@souk/ui/button";
import { useState } from "react";

import { useCancelOrder } from "@/features/orders/api/cancel-order";
import { canCancel, canTryAgain, isOpen } from "@/features/orders/progress";
import { ProblemNotice } from "@/lib/problem-notice";

interface Props {
  order: Order;
  token: string | null;
  /** Puts the goods back into the cart and goes to the checkout. */
  onTryAgain: () => void;
  isTryingAgain: boolean;
}

export function OrderActions({ order, token, onTryAgain, isTryingAgain }: Props) {
  const [isAsking, setAsking] = useState(false);
  const cancel = useCancelOrder(order.id, token);
  const next = isOpen(order) ? order.payment.next_action : null;
  return (
    <>
      {next && (
        <a className={buttonClass()} href={next.url} rel="external">
          Go to your bank
        </a>
      )}
      {canTryAgain(order) && (
        <Button onClick={onTryAgain} busy={isTryingAgain && "Filling your cart…"}>
          {order.reason === "payment_declined" ? "Try another card" : "Order again"}
        </Button>
      )}
      {canCancel(order) &&
        (isAsking ? (
          <>
            <Button look="secondary" busy={cancel.isPending && "Cancelling…"} onClick={() => cancel.mutate(undefined, { onSettled: () => setAsking(false) })}>
              Yes, cancel this order
            </Button>
            <Button look="quiet" onClick={() => setAsking(false)}>
              Keep it
            </Button>
          </>
        ) : (
          <Button look="quiet" onClick={() => setAsking(true)}>
            Cancel this order
          </Button>
        ))}
      {cancel.isError && <ProblemNotice error={cancel.error} title="It could not be cancelled" />}
    </>
  );
}
