import { Button, buttonClass } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";
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
import { t } from "@/lib/words";

export function Component() {
  const session = useSession();
  return (
    <div className={page.narrow}>
      <PageMeta title={t("orders.title")} />
      <h1>{t("orders.title")}</h1>
      {session.status === "restoring" ? <Skeleton height="12rem" /> : session.status === "signed-in" ? <MyOrders /> : <GuestOrders isSignInOver={session.ended} />}
    </div>
  );
}

function MyOrders() {
  const pages = useInfiniteQuery(myOrders());
  const orders = pages.data?.pages.flatMap(({ items }) => items);
  if (!orders) {
    return pages.isError ? (
      <ProblemNotice error={pages.error} title={t("orders.failed")} onRetry={() => void pages.refetch()} />
    ) : (
      <Skeleton height="12rem" />
    );
  }
  if (orders.length === 0) return <NoOrders words={t("orders.none")} />;
  return (
    <>
      <OrderRows orders={orders} />
      {pages.hasNextPage && (
        <Button look="secondary" busy={pages.isFetchingNextPage && t("ui.loading")} onClick={() => void pages.fetchNextPage()}>
          {t("orders.older")}
        </Button>
      )}
    </>
  );
}

function GuestOrders({ isSignInOver }: { isSignInOver: boolean }) {
  const known = useBox(knownOrders) ?? [];
  return (
    <>
      {isSignInOver && (
        <Notice tone="warn" title={t("sign_in.again")} announce>
          <p>{t("orders.session_ended")}</p>
          <Link to="/sign-in?next=/orders" className={buttonClass({ size: "small" })}>
            {t("sign_in.title")}
          </Link>
        </Notice>
      )}
      {known.length > 0 ? (
        <>
          <p className={page.lead}>{t("orders.from_here")}</p>
          <KnownOrderRows orders={known} />
        </>
      ) : (
        !isSignInOver && <NoOrders words={t("orders.none_here")} />
      )}
      {!isSignInOver && (
        <p>
          <Link to="/sign-in?next=/orders">{t("orders.account")}</Link>
        </p>
      )}
      <p>
        <Link to="/track">{t("orders.track")}</Link>
      </p>
    </>
  );
}

function NoOrders({ words }: { words: string }) {
  return (
    <div className={page.empty}>
      <Star size={56} filled={false} />
      <p>{words}</p>
      <Link to="/search" className={buttonClass()}>
        {t("home.walk")}
      </Link>
    </div>
  );
}
