import { formatMoney, fromDecimal, toDecimal } from "@souk/api/money";
import type { Payment } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { Dialog } from "@souk/ui/dialog";
import { TextField } from "@souk/ui/field";
import { toast } from "@souk/ui/toast";
import { useState } from "react";

import { useMoveMoney, type Move } from "@/features/payments/api/move-money";
import styles from "@/features/payments/components/payment-card.module.css";
import { wrongAmount } from "@/features/payments/refund";
import { ProblemNotice } from "@/lib/problem-notice";

type Act = Move["act"];

const WORDS: Record<Act, { title: string; yes: string; busy: string; done: string; failed: string }> = {
  capture: { title: "Capture the payment", yes: "Capture", busy: "Capturing…", done: "Captured", failed: "Nothing was captured" },
  void: { title: "Void the payment?", yes: "Void it", busy: "Voiding…", done: "Voided", failed: "It was not voided" },
  refund: { title: "Refund", yes: "Refund", busy: "Refunding…", done: "The refund is on its way", failed: "Nothing was refunded" },
};
const REASON_LENGTH_MAX = 500;

/** What may be done with the money now; nothing is offered that would be refused. */
export function MoneyActions({ payment }: { payment: Payment }) {
  const [act, setAct] = useState<Act | null>(null);
  const canRefund = payment.refundable.amount > 0 && payment.status !== "disputed";
  return (
    <>
      <div className={styles.actions}>
        {payment.status === "authorized" && (
          <>
            <Button size="small" onClick={() => setAct("capture")}>
              Capture
            </Button>
            <Button look="secondary" size="small" onClick={() => setAct("void")}>
              Void
            </Button>
          </>
        )}
        {canRefund && (
          <Button look="secondary" size="small" onClick={() => setAct("refund")}>
            Refund
          </Button>
        )}
      </div>
      {act && <MoveDialog key={act} act={act} payment={payment} onClose={() => setAct(null)} />}
    </>
  );
}

function MoveDialog({ act, payment, onClose }: { act: Act; payment: Payment; onClose: () => void }) {
  const bound = act === "refund" ? payment.refundable : payment.amount;
  const [text, setText] = useState(toDecimal(bound));
  const [reason, setReason] = useState("");
  const [isTold, setTold] = useState(false);
  const move = useMoveMoney(payment.id);
  const words = WORDS[act];
  const wrong = act === "void" ? null : wrongAmount(text, bound, formatMoney);
  const lacksReason = act === "refund" && reason.trim() === "";
  const amount = fromDecimal(text, bound.currency);
  const send = () => {
    setTold(true);
    if (wrong !== null || lacksReason) return;
    const what: Move = act === "void" ? { act } : act === "capture" ? { act, amount: amount ?? bound } : { act, amount: amount ?? bound, reason: reason.trim() };
    move.mutate(what, {
      onSuccess: () => {
        onClose();
        toast(words.done, { tone: "good", ...(act !== "void" && amount && { detail: formatMoney(amount) }) });
      },
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.title}
      about={about(act, payment)}
      isUnsaved={!move.isPending && (text !== toDecimal(bound) || reason !== "")}
      size="small"
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button look={act === "capture" ? "primary" : "danger"} busy={move.isPending && words.busy} onClick={send}>
            {words.yes}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {act !== "void" && (
          <TextField
            label={`Amount (${bound.currency})`}
            inputMode="decimal"
            hint={isTold && wrong !== null ? undefined : `At most ${formatMoney(bound)}`}
            error={isTold ? (wrong ?? undefined) : undefined}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        {act === "refund" && (
          <TextField
            label="Reason"
            hint="Kept with the refund."
            error={isTold && lacksReason ? "Why, please." : undefined}
            maxLength={REASON_LENGTH_MAX}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        <button type="submit" hidden />
      </form>
      {move.isError && <ProblemNotice error={move.error} title={words.failed} />}
    </Dialog>
  );
}

function about(act: Act, payment: Payment): string {
  switch (act) {
    case "capture":
      return `${formatMoney(payment.amount)} is authorized. What is not captured is given up.`;
    case "void":
      return `The ${formatMoney(payment.amount)} that is authorized is given up. This cannot be taken back.`;
    case "refund":
      return `${formatMoney(payment.refundable)} can still be given back.`;
  }
}
