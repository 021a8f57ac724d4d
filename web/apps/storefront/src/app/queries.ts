import { isPassing, problemOf } from "@souk/api/problem";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

import { cartId } from "@/features/cart/cart-id";
import { pendingAttempt } from "@/features/checkout/attempt";
import { draftBox } from "@/features/checkout/draft";
import { forgetOwnOrders } from "@/lib/known-orders";
import { noteFailure } from "@/lib/service-status";
import { shop } from "@/lib/shop";
import { customerOf } from "@/lib/use-session";

const RETRIES_MAX = 2;

/** The cache of everything the server knows. A refusal is an answer and is never asked for again by itself. */
export function createQueries(): QueryClient {
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: noteFailure }),
    mutationCache: new MutationCache({ onError: noteFailure }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 30 * 60_000,
        retry: (failures, error) => failures < RETRIES_MAX && isPassing(problemOf(error)),
        retryDelay: (failures) => 500 * 2 ** failures,
      },
    },
  });

  // What one person saw is not for the next one at this screen. A sign-in that ran out keeps it: most often the same
  // person comes back, in the middle of what they were doing.
  let before = shop.session.state();
  shop.session.subscribe(() => {
    const now = shop.session.state();
    if (customerOf(now)?.id !== customerOf(before)?.id) queries.removeQueries({ queryKey: ["mine"] });
    if (before.status === "signed-in" && now.status === "guest" && !now.ended) leaveNothing(queries);
    before = now;
  });
  return queries;
}

/** Who signs out leaves this screen to others: their cart, what they typed at the checkout and what they ordered go along. */
function leaveNothing(queries: QueryClient) {
  cartId.clear();
  draftBox.clear();
  pendingAttempt.clear();
  forgetOwnOrders();
  queries.removeQueries({ queryKey: ["cart"] });
  queries.removeQueries({ queryKey: ["quote"] });
}
