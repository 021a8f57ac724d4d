import { formatMoney } from "@souk/api/money";
import type { ProductSummary } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import type { Column } from "@souk/ui/data-table";
import { ToolIcon } from "@souk/ui/tool-icon";
import { Link } from "react-router";

import styles from "@/features/catalog/components/products-table.module.css";
import { STATUS_TONES } from "@/features/catalog/status";
import { sentence } from "@/lib/words";

export const COLUMNS: readonly Column<ProductSummary>[] = [
  {
    id: "title",
    title: "Product",
    isFixed: true,
    isText: true,
    sorts: ["title"],
    cell: (product) => (
      <Link to={`/products/${product.id}`} className={styles.name}>
        <Thumbnail product={product} />
        <span>{product.title}</span>
      </Link>
    ),
  },
  { id: "status", title: "Status", cell: ({ status }) => <Badge tone={STATUS_TONES[status] ?? "neutral"}>{sentence(status)}</Badge> },
  { id: "category", title: "Category", cell: ({ category }) => category?.title },
  { id: "price", title: "Price from", isNumber: true, sorts: ["price", "-price"], cell: ({ price_from }) => price_from && formatMoney(price_from) },
  { id: "stock", title: "Stock", cell: ({ available }) => (available ? "In stock" : <span className={styles.out}>Sold out</span>) },
  { id: "slug", title: "Address", isExtra: true, cell: ({ slug }) => <code>/p/{slug}</code> },
  { id: "id", title: "Id", isExtra: true, cell: ({ id }) => <code>{id}</code> },
];

function Thumbnail({ product }: { product: ProductSummary }) {
  const narrowest = Object.keys(product.thumbnails).sort((a, b) => Number(a) - Number(b))[0];
  const url = (narrowest && product.thumbnails[narrowest]) ?? product.image;
  return <span className={styles.picture}>{url ? <img src={url} alt="" loading="lazy" width={40} height={40} /> : <ToolIcon name="image" size={18} />}</span>;
}
