import type { Product, Stock, Variant } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { Icon } from "@souk/ui/icon";
import { Quantity } from "@souk/ui/quantity";
import { useState, type ReactNode } from "react";

import styles from "@/features/product/components/buy-box.module.css";
import { VariantPicker } from "@/features/product/components/variant-picker";
import { isAvailable } from "@/features/product/variant-choice";
import { Price } from "@/lib/price";
import { t } from "@/lib/words";

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
        <Quantity label={t("product.quantity", { title: product.title })} value={quantity} max={max} disabled={!canBuy} onChange={setWanted} />
        <Button size="large" disabled={!canBuy} busy={isAdding && t("product.adding")} onClick={() => onAdd(quantity)}>
          {canBuy ? t("product.add") : t("product.sold_out")}
        </Button>
      </div>
      <div role="status" className={styles.done}>
        {outcome}
      </div>
      <ul className={styles.promises}>
        <li>
          <Icon name="check" size={18} /> {t("product.put_aside")}
        </li>
        <li>
          <Icon name="parcel" size={18} /> {t("product.free_cancel")}
        </li>
      </ul>
    </div>
  );
}

function Availability({ canBuy, units }: { canBuy: boolean; units: number | null }) {
  if (!canBuy) return <p className={styles.availability} data-state="none">{t("product.sold_out_now")}</p>;
  if (units !== null && units <= 0) return <p className={styles.availability} data-state="few">{t("product.on_order")}</p>;
  if (units !== null && units <= FEW) return <p className={styles.availability} data-state="few">{t("product.few_left", { count: units })}</p>;
  return <p className={styles.availability}>{t("product.in_stock")}</p>;
}
