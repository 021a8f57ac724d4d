import type { Place } from "@/app/places/place";

export const shop: Place[] = [
  {
    path: "/shipping",
    title: "Shipping",
    icon: "truck",
    group: "Shop",
    scope: "settings:write",
    keys: "g h",
    words: "delivery methods countries settings",
    routes: [{ path: "shipping", lazy: () => import("@/app/routes/shipping") }],
  },
  {
    path: "/taxes",
    title: "Taxes",
    icon: "percent",
    group: "Shop",
    scope: "settings:write",
    keys: "g t",
    words: "vat rates settings",
    routes: [{ path: "taxes", lazy: () => import("@/app/routes/taxes") }],
  },
];
