import { problemOf } from "@souk/api/problem";
import type { Stock } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { SelectField, TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";
import { NumberField } from "@souk/ui/number-field";
import { toast } from "@souk/ui/toast";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { useAdjustStock, type Adjustment } from "@/features/stock/api/adjust-stock";
import { locations } from "@/features/stock/api/locations";
import styles from "@/features/stock/components/stock.module.css";
import { onHandAt } from "@/features/stock/shelves";
import { ProblemNotice } from "@/lib/problem-notice";

const REASONS = ["Counted", "Delivery", "Broken", "Lost", "Found", "Sample", "Other"];
const UNITS_MAX = 1_000_000_000;

interface Props {
  sku: string;
  stock: Stock;
  /** Loads the count anew; answers it. */
  onReload: () => Promise<Stock | undefined>;
  onUnsaved: (isUnsaved: boolean) => void;
}

/** Receives, writes off or counts units of one SKU at one place. A count that moved on meanwhile is shown, not overwritten. */
export function AdjustForm({ sku, stock, onReload, onUnsaved }: Props) {
  const places = useQuery(locations).data ?? [];
  const usual = places.find(({ is_default }) => is_default)?.id ?? "loc_main";
  const [place, setPlace] = useState<string | null>(null);
  const [way, setWay] = useState<"delta" | "set_to">("delta");
  const [units, setUnits] = useState<number | null>(null);
  const [reason, setReason] = useState("Counted");
  const [other, setOther] = useState("");
  // What the form was filled in against; the count as it is loaded in the background may differ.
  const [seen, setSeen] = useState(stock);
  const adjust = useAdjustStock(sku);
  const undo = useAdjustStock(sku);
  const at = place ?? usual;
  const expected = onHandAt(seen, at);
  const why = reason === "Other" ? other.trim() : reason;
  const after = units === null ? null : way === "delta" ? expected + units : units;
  const isReady = units !== null && after !== null && after >= 0 && after !== expected && why !== "";
  const isConflict = adjust.isError && problemOf(adjust.error).slug === "stock-changed";

  const look = async () => {
    const now = await onReload();
    if (now) setSeen(now);
  };
  const send = (expected_on_hand: number) => {
    if (units === null) return;
    const body: Adjustment = { [way]: units, reason: why, location_id: at, expected_on_hand };
    adjust.mutate(body, {
      onSuccess: ({ delta, on_hand, location_id }) => {
        setUnits(null);
        onUnsaved(false);
        void look();
        toast(`${sku}: ${delta > 0 ? "+" : ""}${delta}, ${on_hand} on the shelf`, {
          tone: "good",
          undo: () => undo.mutate({ delta: -delta, reason: `Taken back: ${why}`.slice(0, 200), location_id, expected_on_hand: on_hand }, { onError: () => toast("It could not be taken back", { tone: "bad", detail: "The count has changed since." }) }),
        });
      },
      onError: (error) => {
        if (problemOf(error).slug === "stock-changed") void look();
      },
    });
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !adjust.isPending) send(expected);
      }}
    >
      <div className={styles.pair}>
        <SelectField label="Place" value={at} onChange={(event) => setPlace(event.target.value)}>
          {places.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label="What happened" value={way} onChange={(event) => setWay(event.target.value === "set_to" ? "set_to" : "delta")}>
          <option value="delta">Units came or went</option>
          <option value="set_to">Units were counted</option>
        </SelectField>
      </div>
      <div className={styles.pair}>
        <NumberField
          label={way === "delta" ? "By how many (− takes away)" : "How many there are"}
          min={way === "delta" ? -UNITS_MAX : 0}
          max={UNITS_MAX}
          value={units}
          onChange={(next) => {
            setUnits(next);
            onUnsaved(next !== null);
          }}
        />
        <SelectField label="Why" value={reason} onChange={(event) => setReason(event.target.value)}>
          {REASONS.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </SelectField>
      </div>
      {reason === "Other" && <TextField label="Reason" maxLength={200} value={other} onChange={(event) => setOther(event.target.value)} />}
      {isConflict ? (
        <Notice tone="warn" title="The count moved on meanwhile" announce>
          <p>
            There are {expected} units at this place now. {after !== null && `With your change there would be ${after}.`}
          </p>
        </Notice>
      ) : (
        adjust.isError && <ProblemNotice error={adjust.error} title="The stock stays as it is" />
      )}
      <p className={styles.soft} role="status">
        {after === null ? `${expected} on the shelf.` : after < 0 ? `There are only ${expected}.` : `${expected} on the shelf, ${after} afterwards.`}
      </p>
      <div>
        <Button type="submit" disabled={!isReady} busy={adjust.isPending && "Saving…"}>
          {isConflict ? "Apply to the new count" : "Adjust"}
        </Button>
      </div>
    </form>
  );
}
