import type { Place } from "@/app/places/place";

export const today: Place[] = [
  {
    path: "/",
    title: "Dashboard",
    icon: "home",
    group: "Today",
    keys: "g d",
    words: "home figures sales report",
    routes: [{ index: true, lazy: () => import("@/app/routes/dashboard") }],
  },
];
