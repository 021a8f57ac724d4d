import type { Stock } from "@souk/api/types";
import type { Column } from "@souk/ui/data-table";

import type { SkuName } from "@/features/stock/api/name-skus";
import styles from "@/features/stock/components/stock.module.css";

const FEW = 5;

/** Columns of stock; opening a row is for the caller to do. */
export function stockColumns(names: ReadonlyMap<string, SkuName> | undefined, places: ReadonlyMap<string, string>, onOpen: (sku: string) => void): readonly Column<Stock>[] {
  return [
    {
      id: "sku",
      title: "SKU",
      isFixed: true,
      cell: ({ sku }) => (
        <button type="button" className={styles.open} onClick={() => onOpen(sku)}>
          {sku}
        </button>
      ),
    },
    { id: "name", title: "Product", isText: true, cell: ({ sku }) => names?.get(sku)?.title },
    { id: "on_hand", title: "On hand", isNumber: true, cell: ({ on_hand = 0 }) => (on_hand <= FEW ? <span className={styles.few}>{on_hand}</span> : on_hand) },
    { id: "reserved", title: "Reserved", isNumber: true, cell: ({ reserved }) => reserved },
    { id: "available", title: "Available", isNumber: true, cell: ({ available }) => available },
    { id: "places", title: "Places", isText: true, cell: (stock) => (stock.locations ?? []).map(({ location_id, on_hand }) => `${places.get(location_id) ?? location_id}: ${on_hand}`).join(", ") },
  ];
}
