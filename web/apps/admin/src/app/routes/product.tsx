import { toDecimal } from "@souk/api/money";
import type { Product } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";

import page from "@/app/page.module.css";
import { product as productQuery } from "@/features/catalog/api/get-product";
import { PriceForm } from "@/features/catalog/components/price-form";
import { STATUS_TONES } from "@/features/catalog/components/product-rows";
import { PublishButton } from "@/features/catalog/components/publish-button";
import { stock as stockQuery } from "@/features/stock/api/get-stock";
import { StockForm } from "@/features/stock/components/stock-form";
import { ProblemNotice } from "@/lib/problem-notice";
import { Table } from "@/lib/table";
import { useTitle } from "@/lib/use-title";

export function Component() {
  const { id = "" } = useParams();
  const { data: product, error } = useQuery(productQuery(id));
  useTitle(product?.title ?? "Product");
  if (product) return <ProductPage product={product} />;
  return error ? <ProblemNotice error={error} title="The product could not be loaded" /> : <Skeleton height="24rem" />;
}

function ProductPage({ product }: { product: Product }) {
  const { data: levels, error } = useQuery(stockQuery(product.variants.map(({ sku }) => sku)));
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>{product.title}</h1>
        <Badge tone={STATUS_TONES[product.status] ?? "neutral"}>{product.status}</Badge>
        <span>
          <PublishButton id={product.id} title={product.title} status={product.status} />
        </span>
      </header>
      <p className={page.soft}>
        {product.id} · version {product.version} · {product.category?.title} · <a href={`/p/${product.slug}`}>in the shop</a>
      </p>
      {error && <ProblemNotice error={error} title="The stock could not be loaded" />}
      <Table
        label="Variants"
        head={[{ title: "Variant" }, { title: "SKU" }, { title: "Price" }, { title: "On hand", number: true }, { title: "Reserved", number: true }, { title: "Available", number: true }, { title: "Adjust stock" }]}
      >
        {product.variants.map((variant) => {
          const level = levels?.get(variant.sku);
          return (
            <tr key={variant.sku}>
              <td>{variant.title}</td>
              <td>{variant.sku}</td>
              <td>
                <PriceForm key={toDecimal(variant.price)} sku={variant.sku} price={variant.price} version={product.version} />
              </td>
              <td className="number">{level?.on_hand}</td>
              <td className="number">{level?.reserved}</td>
              <td className="number">{level?.available}</td>
              <td>
                <StockForm sku={variant.sku} stock={level} />
              </td>
            </tr>
          );
        })}
      </Table>
    </div>
  );
}
