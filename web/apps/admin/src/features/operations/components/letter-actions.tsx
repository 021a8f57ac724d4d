import { Button } from "@souk/ui/button";
import { Dialog } from "@souk/ui/dialog";
import { TextField } from "@souk/ui/field";
import { toast } from "@souk/ui/toast";
import { useState } from "react";

import { useActOnLetter, type Act } from "@/features/operations/api/act-on-letter";
import styles from "@/features/operations/components/parts.module.css";
import { dropFault, REASON_LENGTH_MAX } from "@/features/operations/dropping";
import { eventName } from "@/features/operations/saga-layout";
import type { OpenLetter } from "@/features/operations/types";
import { ProblemNotice } from "@/lib/problem-notice";

/** Handle again, or drop. Dropping asks for a reason and for the service's name, typed. */
export function LetterActions({ letter, onDone }: { letter: OpenLetter; onDone: () => void }) {
  const [asking, setAsking] = useState<Act["act"] | null>(null);
  return (
    <>
      <Button onClick={() => setAsking("retry")}>Handle again</Button>
      <Button look="secondary" onClick={() => setAsking("drop")}>
        Drop
      </Button>
      {asking && <ActDialog key={asking} act={asking} letter={letter} onClose={() => setAsking(null)} onDone={onDone} />}
    </>
  );
}

interface Props {
  act: Act["act"];
  letter: OpenLetter;
  onClose: () => void;
  onDone: () => void;
}

function ActDialog({ act, letter, onClose, onDone }: Props) {
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [isTold, setTold] = useState(false);
  const move = useActOnLetter(letter.id);
  const fault = act === "drop" ? dropFault(reason, typed, letter.service) : null;
  const send = () => {
    setTold(true);
    if (fault !== null) return;
    const text = reason.trim();
    move.mutate(act === "drop" ? { act, reason: text } : { act, ...(text.length >= 3 && { reason: text }) }, {
      onSuccess: () => {
        toast(act === "drop" ? "Dropped" : "Its listener gets it again now", { tone: "good", detail: eventName(letter.type) });
        onDone();
      },
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={act === "drop" ? "Drop this event?" : "Handle this event again?"}
      about={
        act === "drop"
          ? `${letter.service} will never have it: what ${eventName(letter.type)} should have done there will not be done. The event stays in the journal.`
          : `${letter.service} gets ${eventName(letter.type)} again at once. If it fails again, it comes back here.`
      }
      isUnsaved={!move.isPending && (reason !== "" || typed !== "")}
      size="small"
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button look={act === "drop" ? "danger" : "primary"} busy={move.isPending && (act === "drop" ? "Dropping…" : "Sending…")} onClick={send}>
            {act === "drop" ? "Drop it for good" : "Handle again"}
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
        <TextField
          label="Why"
          required={act === "drop"}
          hint="Kept in the journal, with your name."
          error={isTold && fault?.reason ? fault.reason : undefined}
          maxLength={REASON_LENGTH_MAX}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {act === "drop" && (
          <TextField label={`Type ${letter.service} to confirm`} autoComplete="off" error={isTold && fault?.typed ? fault.typed : undefined} value={typed} onChange={(event) => setTyped(event.target.value)} />
        )}
        <button type="submit" hidden />
      </form>
      {move.isError && <ProblemNotice error={move.error} title="Nothing was done" />}
    </Dialog>
  );
}
