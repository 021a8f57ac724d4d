import { Button } from "@souk/ui/button";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import page from "@/app/page.module.css";
import { categories } from "@/features/categories/api/categories";
import { CategoryDialog } from "@/features/categories/components/category-dialog";
import { CategoryTree } from "@/features/categories/components/category-tree";
import { ProblemNotice } from "@/lib/problem-notice";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("Categories");
  const tree = useQuery(categories);
  const [isNew, setNew] = useState(false);
  const items = tree.data?.items;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Categories</h1>
        <Button onClick={() => setNew(true)}>New category</Button>
      </header>
      <p className={page.soft}>Drag a category onto another one to put it before that; its menu puts it into others. The shop shows them in this order.</p>
      {tree.isError && <ProblemNotice error={tree.error} title="The categories could not be loaded" />}
      {items ? <CategoryTree tree={items} /> : !tree.isError && <Skeleton height="20rem" />}
      {isNew && <CategoryDialog asked={{ kind: "new", parent: null, position: items?.length ?? 0 }} onClose={() => setNew(false)} />}
    </div>
  );
}
