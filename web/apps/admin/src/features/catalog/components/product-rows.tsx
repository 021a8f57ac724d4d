import { formatMoney } from "@souk/api/money";
import type { ProductSummary } from "@souk/api/types";
import { Badge, type BadgeTone } from "@souk/ui/badge";
import { Link } from "react-router";

import { PublishButton } from "@/features/catalog/components/publish-button";
import { Table } from "@/lib/table";

export const STATUS_TONES: Record<string, BadgeTone> = { published: "good", draft: "warn", archived: "neutral" };

export function ProductRows({ products }: { products: ProductSummary[] }) {
  return (
    <Table label="Products" head={[{ title: "Product" }, { title: "Category" }, { title: "Price from", number: true }, { title: "Stock" }, { title: "Status" }, { title: "" }]}>
      {products.map((product) => (
        <tr key={product.id}>
          <td>
            <Link to={`/products/${product.id}`}>{product.title}</Link>
          </td>
          <td>{product.category?.title}</td>
          <td className="number">{product.price_from && formatMoney(product.price_from)}</td>
          <td>{product.available ? "In stock" : "Sold out"}</td>
          <td>
            <Badge tone={STATUS_TONES[product.status] ?? "neutral"}>{product.status}</Badge>
          </td>
          <td>
            <PublishButton id={product.id} title={product.title} status={product.status} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
