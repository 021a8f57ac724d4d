import type { Place } from "@/app/places/place";

export const sales: Place[] = [
  {
    path: "/orders",
    title: "Orders",
    icon: "parcel",
    group: "Sales",
    scope: "orders:read",
    keys: "g o",
    words: "sales parcels send cancel refund",
    routes: [
      { path: "orders", lazy: () => import("@/app/routes/orders") },
      { path: "orders/:id", lazy: () => import("@/app/routes/order") },
    ],
  },
  {
    path: "/payments",
    title: "Payments",
    icon: "card",
    group: "Sales",
    scope: "payments:read",
    keys: "g m",
    words: "money capture void refund ledger charge",
    routes: [
      { path: "payments", lazy: () => import("@/app/routes/payments") },
      { path: "payments/:id", lazy: () => import("@/app/routes/payment") },
    ],
  },
  {
    path: "/customers",
    title: "Customers",
    icon: "people",
    group: "Sales",
    scope: "users:read",
    keys: "g u",
    words: "people accounts users",
    routes: [
      { path: "customers", lazy: () => import("@/app/routes/customers") },
      { path: "customers/:id", lazy: () => import("@/app/routes/customer") },
    ],
  },
];
