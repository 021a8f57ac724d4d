import { Button, buttonClass } from "@souk/ui/button";
import { Skeleton } from "@souk/ui/skeleton";
import { Star } from "@souk/ui/star";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import page from "@/app/page.module.css";
import { myOrders } from "@/features/orders/api/list-orders";
import { KnownOrderRows, OrderRows } from "@/features/orders/components/order-rows";
import { knownOrders } from "@/lib/known-orders";
import { PageMeta } from "@/lib/page-meta";
import { ProblemNotice } from "@/lib/problem-notice";
import { useBox } from "@/lib/use-box";
import { useSession } from "@/lib/use-session";

export function Component() {
  const session = useSession();
  return (
    <div className={page.narrow}>
      <PageMeta title="Your orders" />
      <h1>Your orders</h1>
      {session.status === "restoring" ? <Skeleton height="12rem" /> : session.status === "signed-in" ? <MyOrders /> : <GuestOrders />}
    </div>
  );
}

function MyOrders() {
  const pages = useInfiniteQuery(myOrders());
  const orders = pages.data?.pages.flatMap(({ items }) => items);
  if (!orders) {
    return pages.isError ? (
      <ProblemNotice error={pages.error} title="Your orders could not be loaded" onRetry={() => void pages.refetch()} />
    ) : (
      <Skeleton height="12rem" />
    );
  }
  if (orders.length === 0) return <NoOrders />;
  return (
    <>
      <OrderRows orders={orders} />
      {pages.hasNextPage && (
        <Button look="secondary" busy={pages.isFetchingNextPage && "Loading…"} onClick={() => void pages.fetchNextPage()}>
          Show older ones
        </Button>
      )}
    </>
  );
}

function GuestOrders() {
  const known = useBox(knownOrders) ?? [];
  return (
    <>
      {known.length > 0 ? (
        <>
          <p className={page.lead}>What was ordered from this browser.</p>
          <KnownOrderRows orders={known} />
        </>
      ) : (
        <NoOrders />
      )}
      <p>
        Have an account? <Link to="/sign-in?next=/orders">Sign in</Link> to see everything you ordered with it.
      </p>
    </>
  );
}

function NoOrders() {
  return (
    <div className={page.empty}>
      <Star size={56} filled={false} />
      <p>You have not ordered anything yet.</p>
      <Link to="/search" className={buttonClass()}>
        Walk the market
      </Link>
    </div>
  );
}
