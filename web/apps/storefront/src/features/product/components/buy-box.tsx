import type { Product, Stock, Variant } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { Icon } from "@souk/ui/icon";
import { Quantity } from "@souk/ui/quantity";
import { useState, type ReactNode } from "react";

import styles from "@/features/product/components/buy-box.module.css";
import { VariantPicker } from "@/features/product/components/variant-picker";
import { isAvailable } from "@/features/product/variant-choice";
import { Price } from "@/lib/price";

/** From here on the number left is worth saying. */
const FEW = 5;
const QUANTITY_MAX = 99;

interface Props {
  product: Product;
  variant: Variant;
  /** Undefined while it is asked for, or where nobody answered: then the catalogue's word counts. */
  stock: Stock | undefined;
  onChoose: (variant: Variant) => void;
  onAdd: (quantity: number) => void;
  isAdding: boolean;
  /** What became of the last press: in the cart, or why not. */
  outcome: ReactNode;
}

export function BuyBox({ product, variant, stock, onChoose, onAdd, isAdding, outcome }: Props) {
  const [wanted, setWanted] = useState(1);
  const units = stock ? stock.available : null;
  const canBuy = units === null ? isAvailable(variant) : units > 0 || (stock?.backorderable ?? false);
  const max = units !== null && units > 0 && !stock?.backorderable ? Math.min(units, QUANTITY_MAX) : QUANTITY_MAX;
  const quantity = Math.min(wanted, max);

  return (
    <div className={styles.box}>
      <p className={styles.price}>
        <Price price={variant.price} compareAt={variant.compare_at} />
      </p>
      <VariantPicker product={product} variant={variant} onChoose={onChoose} />
      <Availability canBuy={canBuy} units={units} />
      <div className={styles.row}>
        <Quantity label={`Quantity of ${product.title}`} value={quantity} max={max} disabled={!canBuy} onChange={setWanted} />
        <Button size="large" disabled={!canBuy} busy={isAdding && "Adding…"} onClick={() => onAdd(quantity)}>
          {canBuy ? "Add to cart" : "Sold out"}
        </Button>
      </div>
      <div role="status" className={styles.done}>
        {outcome}
      </div>
      <ul className={styles.promises}>
        <li>
          <Icon name="check" size={18} /> Put aside for you the moment you order
        </li>
        <li>
          <Icon name="parcel" size={18} /> Free to cancel until it is sent
        </li>
      </ul>
    </div>
  );
}

function Availability({ canBuy, units }: { canBuy: boolean; units: number | null }) {
  if (!canBuy) return <p className={styles.availability} data-state="none">Sold out for now</p>;
  if (units !== null && units <= 0) return <p className={styles.availability} data-state="few">On order: sent when it arrives</p>;
  if (units !== null && units <= FEW) return <p className={styles.availability} data-state="few">Only {units} left</p>;
  return <p className={styles.availability}>In stock</p>;
}
