import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "react-router/dom";

import type { createRouter } from "@/app/router";

export function Providers({ queries, router }: { queries: QueryClient; router: ReturnType<typeof createRouter> }) {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
