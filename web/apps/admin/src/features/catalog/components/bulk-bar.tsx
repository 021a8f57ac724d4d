import type { ProductSummary } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { toast } from "@souk/ui/toast";
import { useState } from "react";

import { useBulkChange, type BulkChange } from "@/features/catalog/api/bulk";
import { BulkCategoryDialog, BulkPriceDialog } from "@/features/catalog/components/bulk-dialogs";

interface Props {
  products: readonly ProductSummary[];
  currency: string;
  onDone: () => void;
}

const WORDS: Record<BulkChange["kind"], string> = { publish: "status", category: "category", price: "prices" };

/** What can be done with selected products at once; everything can be taken back. */
export function BulkBar({ products, currency, onDone }: Props) {
  const bulk = useBulkChange();
  const [asking, setAsking] = useState<"price" | "category" | null>(null);
  const change = (wanted: BulkChange) => {
    setAsking(null);
    if (bulk.isPending) return;
    bulk.mutate(
      { products, change: wanted },
      {
        onSuccess: ({ done, refused, undo }) => {
          onDone();
          if (done > 0) toast(`The ${WORDS[wanted.kind]} of ${done} changed`, { tone: "good", undo: () => void takeBack(undo) });
          if (refused.length > 0) {
            toast(`${refused.length} could not be changed`, { tone: "bad", detail: refused.slice(0, 5).map(({ title, why }) => <p key={title}>{`${title}: ${why}`}</p>) });
          }
        },
      },
    );
  };
  const busy = bulk.isPending && "Changing…";
  return (
    <>
      <Button size="small" look="secondary" busy={busy} onClick={() => change({ kind: "publish", isPublished: true })}>
        Publish
      </Button>
      <Button size="small" look="secondary" aria-disabled={bulk.isPending || undefined} onClick={() => change({ kind: "publish", isPublished: false })}>
        Unpublish
      </Button>
      <Button size="small" look="secondary" aria-disabled={bulk.isPending || undefined} onClick={() => !bulk.isPending && setAsking("price")}>
        Prices…
      </Button>
      <Button size="small" look="secondary" aria-disabled={bulk.isPending || undefined} onClick={() => !bulk.isPending && setAsking("category")}>
        Category…
      </Button>
      <BulkPriceDialog isOpen={asking === "price"} count={products.length} currency={currency} onClose={() => setAsking(null)} onChange={(price) => change({ kind: "price", change: price })} />
      <BulkCategoryDialog isOpen={asking === "category"} count={products.length} onClose={() => setAsking(null)} onChange={(category) => change({ kind: "category", category })} />
    </>
  );
}

async function takeBack(undo: () => Promise<number>) {
  const failed = await undo();
  if (failed === 0) toast("As it was before", { tone: "good" });
  else toast(`${failed} could not be taken back`, { tone: "bad", detail: "Somebody changed them since." });
}
