import type { Cart, CartLine } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { Quantity } from "@souk/ui/quantity";
import { Link } from "react-router";

import { useSetLine } from "@/features/cart/api/set-line";
import styles from "@/features/cart/components/cart-lines.module.css";
import { problemWords } from "@/features/cart/problem-words";
import { Price } from "@/lib/price";
import { ProblemNotice } from "@/lib/problem-notice";
import { ProductImage } from "@/lib/product-image";
import { useFocusHeir } from "@/lib/use-focus-heir";
import { t } from "@/lib/words";

export function CartLines({ cart }: { cart: Cart }) {
  const list = useFocusHeir<HTMLUListElement>(cart.lines.length);
  return (
    <ul ref={list} tabIndex={-1} className={styles.lines} aria-label={t("cart.lines")}>
      {cart.lines.map((line) => (
        <Line key={line.sku} line={line} />
      ))}
    </ul>
  );
}

function Line({ line }: { line: CartLine }) {
  const setLine = useSetLine();
  const change = (quantity: number) => setLine.mutate({ sku: line.sku, quantity });
  const title = line.title || line.sku;
  const quantity = setLine.isPending ? setLine.variables.quantity : line.quantity;
  return (
    <li className={styles.line}>
      <div className={styles.picture}>
        <ProductImage src={line.image} alt="" size={96} />
      </div>
      <div>
        <p className={styles.title}>{line.product_id ? <Link to={`/p/${line.product_id}?sku=${line.sku}`}>{title}</Link> : title}</p>
        <p className={styles.each}>
          {line.unit_price && (
            <>
              <Price price={line.unit_price} /> {t("cart.each")}
            </>
          )}
        </p>
      </div>
      <p className={styles.total}>
        {line.total && <Price price={line.total} />}
      </p>
      <div className={styles.tools}>
        <Quantity label={t("product.quantity", { title })} value={quantity} onChange={change} />
        <Button look="quiet" size="small" busy={setLine.isPending && quantity === 0 && t("cart.removing")} onClick={() => change(0)}>
          {t("cart.remove")} <span className="visually-hidden">{title}</span>
        </Button>
      </div>
      {line.problems.map((problem) => (
        <p key={problem.code} className={styles.problem} role="status">
          {problemWords(problem)}
        </p>
      ))}
      {setLine.isError && <ProblemNotice error={setLine.error} title={t("cart.change_failed")} />}
    </li>
  );
}
