import type { Place } from "@/app/places/place";

export const house: Place[] = [
  {
    path: "/staff",
    title: "Staff",
    icon: "badge",
    group: "House",
    scope: "users:read",
    keys: "g f",
    words: "roles scopes rights people",
    routes: [{ path: "staff", lazy: () => import("@/app/routes/staff") }],
  },
  {
    path: "/operations",
    title: "Operations",
    icon: "pulse",
    group: "House",
    scope: "reports:read",
    keys: "g x",
    words: "services replicas dead letters stuck saga books invariants outbox lag",
    routes: [
      {
        path: "operations",
        lazy: () => import("@/app/routes/operations/layout"),
        children: [
          { index: true, lazy: () => import("@/app/routes/operations/overview") },
          { path: "dead-letters", lazy: () => import("@/app/routes/operations/letters") },
          { path: "dead-letters/:id", lazy: () => import("@/app/routes/operations/letter") },
          { path: "stuck-orders", lazy: () => import("@/app/routes/operations/stuck") },
          { path: "orders/:id", lazy: () => import("@/app/routes/operations/saga") },
          { path: "books", lazy: () => import("@/app/routes/operations/books") },
          { path: "journal", lazy: () => import("@/app/routes/operations/journal") },
        ],
      },
    ],
  },
];
