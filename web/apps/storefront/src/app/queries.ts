import { isPassing, problemOf } from "@souk/api/problem";
import { QueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

const RETRIES_MAX = 2;

/** The cache of everything the server knows. A refusal is an answer and is never asked for again by itself. */
export function createQueries(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 30 * 60_000,
        retry: (failures, error) => failures < RETRIES_MAX && isPassing(problemOf(error)),
        retryDelay: (failures) => 500 * 2 ** failures,
      },
    },
  });

  // What one person saw is not for the next one at this screen.
  let user = userId();
  shop.session.subscribe(() => {
    if (userId() === user) return;
    user = userId();
    queries.removeQueries({ queryKey: ["mine"] });
  });
  return queries;
}

function userId(): string | null {
  const state = shop.session.state();
  return state.status === "signed-in" ? state.user.id : null;
}
