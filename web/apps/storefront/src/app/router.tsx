import { createBrowserRouter } from "react-router";

import { Layout } from "@/app/layout/layout";
import { ErrorPage } from "@/app/routes/error";
import { NotFound } from "@/app/routes/not-found";

/** Each route is a chunk of its own, except what must be there when chunks cannot be loaded. */
export const router = createBrowserRouter([
  {
    element: <Layout />,
    errorElement: <ErrorPage />,
    // Nothing to show before the first route's chunk: the page is blank for that moment either way.
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
          { path: "account", lazy: () => import("@/app/routes/account") },
          { path: "forgot-password", lazy: () => import("@/app/routes/forgot-password") },
          { path: "reset-password", lazy: () => import("@/app/routes/reset-password") },
          { path: "verify-email", lazy: () => import("@/app/routes/verify-email") },
          { path: "*", Component: NotFound },
        ],
      },
    ],
  },
]);
