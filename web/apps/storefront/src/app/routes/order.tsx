import { problemOf } from "@souk/api/problem";
import type { Order } from "@souk/api/types";
import { Notice } from "@souk/ui/notice";
import { Skeleton } from "@souk/ui/skeleton";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import page from "@/app/page.module.css";
import { NotFound } from "@/app/routes/not-found";
import { cart as cartQuery } from "@/features/cart/api/get-cart";
import { useAddLine } from "@/features/cart/api/set-line";
import { cartId } from "@/features/cart/cart-id";
import { useWatchedOrder } from "@/features/orders/api/watch-order";
import { OrderActions } from "@/features/orders/components/order-actions";
import { OrderDetail } from "@/features/orders/components/order-detail";
import { OrderProgress } from "@/features/orders/components/order-progress";
import { formatDay } from "@/lib/dates";
import { knownOrders, rememberOrder } from "@/lib/known-orders";
import { PageMeta } from "@/lib/page-meta";
import { ProblemNotice } from "@/lib/problem-notice";
import { useBox } from "@/lib/use-box";
import { useSession } from "@/lib/use-session";
import { t } from "@/lib/words";

/** Open to the owner, and to a guest with the token: from the mail's link or from this browser's memory. */
export function Component() {
  const { id = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const session = useSession();
  const known = useBox(knownOrders)?.find((each) => each.id === id);
  const linked = params.get("token");

  // The token is a key: once kept, it leaves the address, where others could read it over a shoulder.
  useEffect(() => {
    if (!linked) return;
    rememberOrder({ id, number: known?.number ?? "", placedAt: known?.placedAt ?? new Date().toISOString(), token: linked });
    setParams({}, { replace: true });
  }, [id, linked, known, setParams]);

  if (session.status === "restoring") return <Skeleton height="20rem" />;
  return <OrderPage key={id} id={id} token={linked ?? known?.token ?? null} />;
}

function OrderPage({ id, token }: { id: string; token: string | null }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const session = useSession();
  const { query } = useWatchedOrder(id, token);
  const { data: order, error, refetch } = query;
  const addLine = useAddLine();
  const again = useMutation({
    mutationFn: async ({ lines }: Order) => {
      // The shop gave the cart of a cancelled order back; where another one was begun meanwhile, the goods go there.
      const cart = await queries.query({ ...cartQuery(cartId.read()), staleTime: 0 });
      const there = new Set(cart?.lines.map(({ sku }) => sku));
      for (const { sku, quantity } of lines) {
        if (!there.has(sku)) await addLine.mutateAsync({ sku, quantity });
      }
    },
    onSuccess: () => navigate("/checkout"),
    onSettled: () => queries.invalidateQueries({ queryKey: ["cart"] }),
  });

  const number = order?.number;
  const placedAt = order?.created_at;
  useEffect(() => {
    if (number && placedAt) rememberOrder({ id, number, placedAt, token });
  }, [id, number, placedAt, token]);

  const isCancelled = order?.status === "cancelled";
  useEffect(() => {
    if (isCancelled) void queries.invalidateQueries({ queryKey: ["cart"] });
  }, [isCancelled, queries]);

  if (!order) {
    if (!error) return <Skeleton height="20rem" />;
    const { slug } = problemOf(error);
    if (slug === "not-found" || slug === "forbidden" || slug === "unauthenticated") {
      return (
        <NotFound title={t("order.missing")}>
          {session.status === "guest" && (
            <p>
              <Link to={`/sign-in?next=/orders/${id}`}>{t("order.missing_guest")}</Link>
            </p>
          )}
        </NotFound>
      );
    }
    return <ProblemNotice error={error} title={t("order.failed")} onRetry={() => void refetch()} />;
  }

  return (
    <div className={page.page}>
      <PageMeta title={t("orders.order", { number: order.number })} />
      <header className={page.head}>
        <nav aria-label={t("layout.where")}>
          <ol className={page.crumbs}>
            <li>
              <Link to="/orders">{t("orders.title")}</Link>
            </li>
          </ol>
        </nav>
        <h1>{t("orders.order", { number: order.number })}</h1>
        <p className={page.lead}>{t("order.placed_on", { day: formatDay(order.created_at) })}</p>
      </header>
      {error && <Notice tone="warn">{t("order.old")}</Notice>}
      <OrderProgress
        order={order}
        actions={<OrderActions order={order} token={token} onTryAgain={() => again.mutate(order)} isTryingAgain={again.isPending} />}
      />
      {again.isError && <ProblemNotice error={again.error} title={t("order.cart_failed")} />}
      <OrderDetail order={order} />
    </div>
  );
}
