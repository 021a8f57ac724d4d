import type { Category, Product, ProductList } from "@souk/api/types";
import type { QueryClient } from "@tanstack/react-query";

import { collections } from "@/features/browse/collections";
import { categories } from "@/features/browse/api/list-categories";
import { fewProducts, productPages } from "@/features/browse/api/list-products";
import { readFilters } from "@/features/browse/filters";
import { LOVED, NEWEST, relatedTo, ROW } from "@/features/browse/rows";
import { product } from "@/features/product/api/get-product";

/** The answers of the API that the server made its HTML from; it sends them along in a script element that is data. */
interface Answers {
  categories: Category[];
  home?: { loved: ProductList; newest: ProductList; collections: ProductList[] };
  category?: { slug: string; list: ProductList };
  product?: { ref: string; product: Product; related: ProductList };
}

/** Fills the cache with what came along, so that the first paint asks for nothing. */
export function seed(queries: QueryClient, page: Document): void {
  const answers = read(page);
  if (!answers) return;
  queries.setQueryData(categories().queryKey, answers.categories);
  const { home, category } = answers;
  if (home) {
    queries.setQueryData(fewProducts(LOVED.filters, LOVED.count).queryKey, home.loved);
    queries.setQueryData(fewProducts(NEWEST.filters, NEWEST.count).queryKey, home.newest);
    collections().forEach(({ filters }, index) => {
      const list = home.collections[index];
      if (list) queries.setQueryData(fewProducts(filters, ROW).queryKey, list);
    });
  }
  if (category) {
    const filters = readFilters(new URLSearchParams(), category.slug);
    queries.setQueryData(productPages(filters).queryKey, { pages: [category.list], pageParams: [null] });
  }
  if (answers.product) {
    const { ref, product: found, related } = answers.product;
    queries.setQueryData(product(ref).queryKey, found);
    const row = relatedTo(found.category?.slug ?? null);
    queries.setQueryData(fewProducts(row.filters, row.count).queryKey, related);
  }
}

function read(page: Document): Answers | null {
  const text = page.getElementById("souk-answers")?.textContent;
  return text ? (JSON.parse(text) as Answers) : null;
}
