import type { Money } from "@souk/api/money";
import { Button } from "@souk/ui/button";
import { Choice } from "@souk/ui/choice";
import { Combobox } from "@souk/ui/combobox";
import { Dialog } from "@souk/ui/dialog";
import { TextField } from "@souk/ui/field";
import { MoneyField } from "@souk/ui/number-field";
import { readPercent } from "@souk/ui/numbers";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { categories, flat } from "@/features/catalog/api/list-categories";
import type { PriceChange } from "@/features/catalog/prices";

interface Around {
  isOpen: boolean;
  count: number;
  onClose: () => void;
}

const WAYS = [
  { id: "up", title: "Dearer by a percentage" },
  { id: "down", title: "Cheaper by a percentage" },
  { id: "to", title: "One price for all" },
] as const;

export function BulkPriceDialog({ isOpen, count, currency, onClose, onChange }: Around & { currency: string; onChange: (change: PriceChange) => void }) {
  const [way, setWay] = useState<(typeof WAYS)[number]["id"]>("up");
  const [percent, setPercent] = useState("");
  const [price, setPrice] = useState<Money | null>(null);
  const points = readPercent(percent);
  const change: PriceChange | null = way === "to" ? price && { kind: "to", price } : points === null || points === 0 ? null : { kind: "by", points: way === "up" ? points : -points };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      isUnsaved={percent !== "" || price !== null}
      title={`Prices of ${count} products`}
      about="Every variant of each product. It can be taken back."
      actions={
        <Button disabled={change === null} onClick={() => change && onChange(change)}>
          Change prices
        </Button>
      }
    >
      <fieldset>
        <legend className="visually-hidden">How</legend>
        {WAYS.map(({ id, title }) => (
          <Choice key={id} name="way" title={title} checked={way === id} onChange={() => setWay(id)} />
        ))}
      </fieldset>
      {way === "to" ? (
        <MoneyField label={`Price (${currency})`} currency={currency} min={1} value={price} onChange={setPrice} />
      ) : (
        <TextField
          label="Percent"
          inputMode="decimal"
          autoComplete="off"
          value={percent}
          onChange={(event) => setPercent(event.target.value)}
          error={percent !== "" && points === null ? "Between 0 and 100, with at most two digits after the point" : undefined}
          hint="Rounded to the smallest coin."
        />
      )}
    </Dialog>
  );
}

export function BulkCategoryDialog({ isOpen, count, onClose, onChange }: Around & { onChange: (category: string) => void }) {
  const [category, setCategory] = useState<string | null>(null);
  const tree = useQuery({ ...categories, enabled: isOpen });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={`Category of ${count} products`}
      size="small"
      actions={
        <Button disabled={category === null} onClick={() => category && onChange(category)}>
          Move them
        </Button>
      }
    >
      <Combobox label="Category" items={flat(tree.data?.items ?? [])} value={category} onChange={setCategory} placeholder="Type to find one" />
    </Dialog>
  );
}
