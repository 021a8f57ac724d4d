import { fromDecimal, isSameMoney, toDecimal, type Money } from "@souk/api/money";
import { Button } from "@souk/ui/button";
import { useState } from "react";

import { useSetPrice } from "@/features/catalog/api/set-price";
import styles from "@/features/catalog/components/price-form.module.css";
import { ProblemNotice } from "@/lib/problem-notice";

/** Give it a key of the price, so that it starts anew when the price has changed. */
export function PriceForm({ sku, price, version }: { sku: string; price: Money; version: number }) {
  const [text, setText] = useState(toDecimal(price));
  const setPrice = useSetPrice(sku);
  const wanted = fromDecimal(text, price.currency);
  const isWrong = wanted === null || wanted.amount === 0;
  return (
    <>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isWrong) setPrice.mutate({ price: wanted, version });
        }}
      >
        <input aria-label={`Price of ${sku} in ${price.currency}`} inputMode="decimal" value={text} aria-invalid={isWrong} onChange={(event) => setText(event.target.value)} />
        <Button type="submit" look="secondary" size="small" disabled={isWrong || isSameMoney(wanted, price)} busy={setPrice.isPending && "Saving…"}>
          Save
        </Button>
      </form>
      {setPrice.isError && <ProblemNotice error={setPrice.error} title="The price stays as it is" />}
    </>
  );
}
