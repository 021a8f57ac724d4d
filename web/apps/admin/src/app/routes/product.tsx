import { problemOf } from "@souk/api/problem";
import type { Product } from "@souk/api/types";
import { Badge } from "@souk/ui/badge";
import { Button } from "@souk/ui/button";
import { Confirm } from "@souk/ui/confirm";
import { Menu, MenuItem } from "@souk/ui/menu";
import { Skeleton } from "@souk/ui/skeleton";
import { toast } from "@souk/ui/toast";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import page from "@/app/page.module.css";
import { useTab } from "@/app/use-tab";
import { product as productQuery } from "@/features/catalog/api/get-product";
import { useArchiveProduct, usePublishProduct } from "@/features/catalog/api/publish-product";
import { useSaveProduct } from "@/features/catalog/api/save-product";
import { ConflictDialog } from "@/features/catalog/components/conflict-dialog";
import { EDITOR_TABS, ProductEditor } from "@/features/catalog/components/product-editor";
import { draftOf } from "@/features/catalog/draft";
import { STATUS_TONES } from "@/features/catalog/status";
import { StockOfSkus } from "@/features/stock/components/stock-of-skus";
import { formatMoment } from "@/lib/dates";
import { ProblemNotice } from "@/lib/problem-notice";
import { problemWords } from "@/lib/problem-words";
import { useCurrency } from "@/lib/use-currency";
import { useCan } from "@/lib/use-session";
import { useTitle } from "@/lib/use-title";
import { sentence } from "@/lib/words";

export function Component() {
  const { id = "" } = useParams();
  const { data: product, error } = useQuery({ ...productQuery(id), refetchOnWindowFocus: false });
  useTitle(product?.title ?? "Product");
  if (product) return <ProductPage key={product.id} product={product} />;
  return error ? <ProblemNotice error={error} title="The product could not be loaded" /> : <Skeleton height="24rem" />;
}

function ProductPage({ product }: { product: Product }) {
  // What was loaded when editing began; what others save meanwhile is noticed when this is saved.
  const [start, setStart] = useState(product);
  const [draft, setDraft] = useState(() => draftOf(product));
  const [theirs, setTheirs] = useState<Product | null>(null);
  const [tab, setTab] = useTab(EDITOR_TABS);
  const queries = useQueryClient();
  const save = useSaveProduct(product.id);
  const can = useCan();
  const base = draftOf(start);
  const currency = useCurrency();

  const begin = (next: Product) => {
    setStart(next);
    setDraft(draftOf(next));
  };
  const onSave = () => {
    save.mutate(
      { before: base, after: draft, version: start.version },
      {
        onSuccess: (saved) => {
          begin(saved);
          toast("Saved", { tone: "good", detail: `Version ${saved.version}` });
        },
        onError: (error) => {
          if (problemOf(error).slug === "version-mismatch") void queries.query({ ...productQuery(product.id), staleTime: 0 }).then(setTheirs);
        },
      },
    );
  };
  const isChanged = JSON.stringify(base) !== JSON.stringify(draft);
  return (
    <div className={page.page}>
      <p className={page.soft}>
        <Link to="/products">Products</Link>
      </p>
      <header className={page.head}>
        <h1>{start.title}</h1>
        <Badge tone={STATUS_TONES[start.status] ?? "neutral"}>{sentence(start.status)}</Badge>
        <ProductActions product={start} isChanged={isChanged} onChanged={begin} />
      </header>
      <p className={page.soft}>
        Version {start.version} · changed {formatMoment(start.updated_at)} · <code>{start.id}</code>
      </p>
      <ProductEditor
        base={base}
        draft={draft}
        onDraft={setDraft}
        currency={currency}
        tab={tab}
        onTab={setTab}
        isArchived={start.status === "archived"}
        stock={can("stock:read") ? <StockOfSkus skus={start.variants.map(({ sku }) => sku)} /> : undefined}
        onSave={onSave}
        isSaving={save.isPending}
        error={save.error}
      />
      {theirs && (
        <ConflictDialog
          base={base}
          mine={draft}
          theirs={draftOf(theirs)}
          version={theirs.version}
          onClose={() => setTheirs(null)}
          onResolve={(resolved) => {
            setStart(theirs);
            setDraft(resolved);
            setTheirs(null);
            save.reset();
          }}
        />
      )}
    </div>
  );
}

function ProductActions({ product, isChanged, onChanged }: { product: Product; isChanged: boolean; onChanged: (product: Product) => void }) {
  const publish = usePublishProduct();
  const archive = useArchiveProduct();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const isPublished = product.status === "published";
  const refuse = (error: unknown) => {
    toast("It stays as it is", { tone: "bad", detail: problemWords(error) });
  };
  if (product.status === "archived") return null;
  return (
    <span className={page.tools}>
      <Button
        look={isPublished ? "secondary" : "primary"}
        busy={publish.isPending && "One moment…"}
        disabled={isChanged}
        title={isChanged ? "Save or discard your changes first" : undefined}
        onClick={() => publish.mutate({ id: product.id, isPublished: !isPublished }, { onSuccess: onChanged, onError: refuse })}
      >
        {isPublished ? "Unpublish" : "Publish"}
      </Button>
      <Menu
        trigger={
          <Button look="secondary" aria-label="More">
            …
          </Button>
        }
      >
        {isPublished && <MenuItem onSelect={() => location.assign(`/p/${product.slug}`)}>See it in the shop</MenuItem>}
        <MenuItem tone="danger" onSelect={() => setAsking(true)}>
          Put away for good…
        </MenuItem>
      </Menu>
      <Confirm
        isOpen={isAsking}
        title={`Put ${product.title} away for good?`}
        yes="Put it away"
        tone="danger"
        busy={archive.isPending && "Putting away…"}
        onNo={() => setAsking(false)}
        onYes={() =>
          archive.mutate(
            { id: product.id, version: product.version },
            {
              onSuccess: () => {
                toast(`${product.title} is put away`, { tone: "good" });
                void navigate("/products");
              },
              onError: refuse,
              onSettled: () => setAsking(false),
            },
          )
        }
      >
        Nobody can buy it any more, and this cannot be taken back. Orders that name it keep it.
      </Confirm>
    </span>
  );
}
