import { createBrowserRouter, type RouteObject } from "react-router";

import { Layout } from "@/app/layout/layout";
import { ErrorPage } from "@/app/routes/error";
import { NotFound } from "@/app/routes/not-found";
import { basename } from "@/lib/language";

/** Each route is a chunk of its own, except what must be there when chunks cannot be loaded. */
export function createRouter() {
  return createBrowserRouter(ROUTES, { basename });
}

const ROUTES: RouteObject[] = [
  {
    element: <Layout />,
    errorElement: <ErrorPage />,
    // Never seen: the server's HTML stays until the first route is ready.
    HydrateFallback: () => null,
    children: [
      {
        errorElement: <ErrorPage />,
        children: [
          { index: true, lazy: () => import("@/app/routes/home") },
          { path: "c/:slug", lazy: () => import("@/app/routes/category") },
          { path: "search", lazy: () => import("@/app/routes/search") },
          { path: "p/:slug", lazy: () => import("@/app/routes/product") },
          { path: "cart", lazy: () => import("@/app/routes/cart") },
          { path: "checkout", lazy: () => import("@/app/routes/checkout") },
          { path: "orders", lazy: () => import("@/app/routes/orders") },
          { path: "orders/:id", lazy: () => import("@/app/routes/order") },
          { path: "sign-in", lazy: () => import("@/app/routes/sign-in") },
          { path: "sign-up", lazy: () => import("@/app/routes/sign-up") },
          { path: "track", lazy: () => import("@/app/routes/track") },
          {
            path: "account",
            lazy: () => import("@/app/routes/account/layout"),
            children: [
              { index: true, lazy: () => import("@/app/routes/account/profile") },
              { path: "addresses", lazy: () => import("@/app/routes/account/addresses") },
              { path: "security", lazy: () => import("@/app/routes/account/security") },
            ],
          },
          { path: "forgot-password", lazy: () => import("@/app/routes/forgot-password") },
          { path: "reset-password", lazy: () => import("@/app/routes/reset-password") },
          { path: "verify-email", lazy: () => import("@/app/routes/verify-email") },
          { path: "*", Component: NotFound },
        ],
      },
    ],
  },
];
