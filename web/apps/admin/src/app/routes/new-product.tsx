import { toast } from "@souk/ui/toast";
import { useEffect, useState } from "react";
import { Link, useNavigate } from "react-router";

import page from "@/app/page.module.css";
import { useTab } from "@/app/use-tab";
import { useCreateProduct } from "@/features/catalog/api/save-product";
import { EDITOR_TABS, ProductEditor } from "@/features/catalog/components/product-editor";
import { EMPTY } from "@/features/catalog/draft";
import { useCurrency } from "@/lib/use-currency";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("New product");
  const currency = useCurrency();
  const [draft, setDraft] = useState(EMPTY);
  const [tab, setTab] = useTab(EDITOR_TABS);
  const create = useCreateProduct();
  const navigate = useNavigate();
  const made = create.data;
  // Once the draft counts as saved nothing is in the way of leaving.
  useEffect(() => {
    if (!made) return;
    toast(`${made.title} is a draft now`, { tone: "good" });
    void navigate(`/products/${made.id}`, { replace: true });
  }, [made, navigate]);
  return (
    <div className={page.page}>
      <p className={page.soft}>
        <Link to="/products">Products</Link>
      </p>
      <h1>New product</h1>
      <ProductEditor
        base={made ? draft : EMPTY}
        draft={draft}
        onDraft={setDraft}
        currency={currency}
        tab={tab === "stock" ? "details" : tab}
        onTab={setTab}
        onSave={() => create.mutate(draft)}
        isSaving={create.isPending}
        error={create.error}
      />
    </div>
  );
}
