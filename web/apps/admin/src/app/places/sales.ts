import type { Place } from "@/app/places/place";

export const sales: Place[] = [
  {
    path: "/orders",
    title: "Orders",
    icon: "parcel",
    group: "Sales",
    scope: "orders:read",
    keys: "g o",
    routes: [
      { path: "orders", lazy: () => import("@/app/routes/orders") },
      { path: "orders/:id", lazy: () => import("@/app/routes/order") },
    ],
  },
];
