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
      { path: "products/:id", lazy: () => import("@/app/routes/product") },
    ],
  },
];
