import { Button } from "@souk/ui/button";
import { Dialog } from "@souk/ui/dialog";
import { TextField } from "@souk/ui/field";
import { toast } from "@souk/ui/toast";
import { useState } from "react";

import { useCancelOrder } from "@/features/orders/api/cancel-order";
import { ProblemNotice } from "@/lib/problem-notice";

const REASON_LENGTH_MAX = 500;

/** Cancelling cannot be taken back: it says what follows, and asks why. */
export function CancelDialog({ id, number }: { id: string; number: string }) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const cancel = useCancelOrder(id);
  const text = reason.trim();
  const close = () => {
    setOpen(false);
    cancel.reset();
  };
  const send = () =>
    cancel.mutate(text === "" ? {} : { reason: text }, {
      onSuccess: () => {
        close();
        setReason("");
        toast(`Order ${number} is cancelled`, { tone: "good", detail: "Goods and money are on their way back." });
      },
    });
  return (
    <>
      <Button look="secondary" onClick={() => setOpen(true)}>
        Cancel this order
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title={`Cancel order ${number}?`}
        about="Its goods go back on the shelf, and what was paid is given back. This cannot be taken back."
        isUnsaved={text !== "" && !cancel.isPending}
        size="small"
        actions={
          <>
            <Button look="secondary" onClick={close}>
              Keep it
            </Button>
            <Button look="danger" busy={cancel.isPending && "Cancelling…"} onClick={send}>
              Yes, cancel it
            </Button>
          </>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <TextField label="Why" required={false} hint="Kept in the order's history, not told to the customer." maxLength={REASON_LENGTH_MAX} value={reason} onChange={(event) => setReason(event.target.value)} />
        </form>
        {cancel.isError && <ProblemNotice error={cancel.error} title="It was not cancelled" />}
      </Dialog>
    </>
  );
}
