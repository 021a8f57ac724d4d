import { createBrowserRouter, Navigate } from "react-router";

import { Layout } from "@/app/layout/layout";
import { ErrorPage } from "@/app/routes/error";
import { NotFound } from "@/app/routes/not-found";

export const router = createBrowserRouter(
  [
    {
      element: <Layout />,
      errorElement: <ErrorPage />,
      HydrateFallback: () => null,
      children: [
        {
          errorElement: <ErrorPage />,
          children: [
            { index: true, element: <Navigate to="/orders" replace /> },
            { path: "orders", lazy: () => import("@/app/routes/orders") },
            { path: "orders/:id", lazy: () => import("@/app/routes/order") },
            { path: "products", lazy: () => import("@/app/routes/products") },
            { path: "products/:id", lazy: () => import("@/app/routes/product") },
            { path: "*", Component: NotFound },
          ],
        },
      ],
    },
  ],
  { basename: "/admin" },
);
