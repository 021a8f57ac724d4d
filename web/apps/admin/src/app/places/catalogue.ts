import type { Place } from "@/app/places/place";

export const catalogue: Place[] = [
  {
    path: "/products",
    title: "Products",
    icon: "tag",
    group: "Catalogue",
    scope: "products:write",
    keys: "g p",
    words: "items goods prices publish",
    routes: [
      { path: "products", lazy: () => import("@/app/routes/products") },
      { path: "products/new", lazy: () => import("@/app/routes/new-product") },
      { path: "products/:id", lazy: () => import("@/app/routes/product") },
    ],
  },
  {
    path: "/categories",
    title: "Categories",
    icon: "tree",
    group: "Catalogue",
    scope: "products:write",
    keys: "g c",
    words: "tree shelves order",
    routes: [{ path: "categories", lazy: () => import("@/app/routes/categories") }],
  },
  {
    path: "/stock",
    title: "Stock",
    icon: "shelf",
    group: "Catalogue",
    scope: "stock:read",
    keys: "g s",
    words: "inventory warehouse locations movements sku",
    routes: [{ path: "stock", lazy: () => import("@/app/routes/stock") }],
  },
];
