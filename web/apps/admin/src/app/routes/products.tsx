import { SelectField, TextField } from "@souk/ui/field";
import { Skeleton } from "@souk/ui/skeleton";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useSearchParams } from "react-router";

import page from "@/app/page.module.css";
import { PRODUCT_STATUSES, products as productsQuery } from "@/features/catalog/api/list-products";
import { ProductRows } from "@/features/catalog/components/product-rows";
import { More } from "@/lib/more";
import { ProblemNotice } from "@/lib/problem-notice";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("Products");
  const [params, setParams] = useSearchParams();
  const words = params.get("q") ?? "";
  const status = PRODUCT_STATUSES.find((each) => each === params.get("status")) ?? "any";
  const pages = useInfiniteQuery(productsQuery({ q: useDeferredValue(words.trim()), status }));
  const products = pages.data?.pages.flatMap(({ items }) => items);
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  return (
    <div className={page.page}>
      <h1>Products</h1>
      <div className={page.bar}>
        <TextField label="Find" placeholder="Words or SKU" type="search" value={words} onChange={(event) => set("q", event.target.value)} />
        <SelectField label="Status" value={status} onChange={(event) => set("status", event.target.value)}>
          {PRODUCT_STATUSES.map((each) => (
            <option key={each} value={each}>
              {each === "any" ? "All" : each}
            </option>
          ))}
        </SelectField>
      </div>
      {pages.isError && <ProblemNotice error={pages.error} title="The products could not be loaded" />}
      {products === undefined ? !pages.isError && <Skeleton height="20rem" /> : products.length === 0 ? <p>No products here.</p> : <ProductRows products={products} />}
      <More pages={pages} />
    </div>
  );
}
