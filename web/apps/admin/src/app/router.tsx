import { createBrowserRouter } from "react-router";

import { Layout } from "@/app/layout/layout";
import { PLACES } from "@/app/places/all";
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
          children: [...PLACES.flatMap(({ routes }) => routes), { path: "gallery", lazy: () => import("@/app/routes/gallery") }, { path: "*", Component: NotFound }],
        },
      ],
    },
  ],
  { basename: "/admin" },
);
