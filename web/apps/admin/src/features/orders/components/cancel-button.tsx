import { Button } from "@souk/ui/button";
import { useState } from "react";

import { useCancelOrder } from "@/features/orders/api/cancel-order";
import { ProblemNotice } from "@/lib/problem-notice";

export function CancelButton({ id }: { id: string }) {
  const [isAsking, setAsking] = useState(false);
  const cancel = useCancelOrder(id);
  return (
    <div>
      {isAsking ? (
        <>
          <Button look="secondary" busy={cancel.isPending && "Cancelling…"} onClick={() => cancel.mutate({}, { onSettled: () => setAsking(false) })}>
            Yes, cancel it
          </Button>
          <Button look="quiet" onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </>
      ) : (
        <Button look="secondary" onClick={() => setAsking(true)}>
          Cancel this order
        </Button>
      )}
      {cancel.isError && <ProblemNotice error={cancel.error} title="It could not be cancelled" />}
    </div>
  );
}
