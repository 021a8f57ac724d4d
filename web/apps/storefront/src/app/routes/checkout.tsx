import type { Order } from "@souk/api/types";
import { buttonClass } from "@souk/ui/button";
import { Skeleton } from "@souk/ui/skeleton";
import { Star } from "@souk/ui/star";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";

import page from "@/app/page.module.css";
import { addresses } from "@/features/account/api/addresses";
import { cart as cartQuery, useCart } from "@/features/cart/api/get-cart";
import { useSetLine } from "@/features/cart/api/set-line";
import { CheckoutForm } from "@/features/checkout/components/checkout-form";
import { PendingAttempt } from "@/features/checkout/components/pending-attempt";
import { pendingAttempt } from "@/features/checkout/attempt";
import { order as orderQuery } from "@/features/orders/api/get-order";
import { rememberOrder } from "@/lib/known-orders";
import { PageMeta } from "@/lib/page-meta";
import { ProblemNotice } from "@/lib/problem-notice";
import { useBox } from "@/lib/use-box";
import { useSession } from "@/lib/use-session";
import { t } from "@/lib/words";

export function Component() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const session = useSession();
  const { data: cart, error, refetch } = useCart();
  const setLine = useSetLine();
  const pending = useBox(pendingAttempt);
  const user = session.status === "signed-in" ? session.user : null;
  const book = useQuery({ ...addresses(), enabled: user !== null });

  function placed(order: Order) {
    const token = order.token ?? null;
    rememberOrder({ id: order.id, number: order.number, placedAt: order.created_at, token });
    queries.setQueryData(orderQuery(order.id, token).queryKey, order);
    // The cart is the order now. Its id is kept: should the payment fail, the shop gives the cart back as it was.
    if (cart) queries.setQueryData(cartQuery(cart.id).queryKey, null);
    void queries.invalidateQueries({ queryKey: ["mine", "orders"] });
    void navigate(`/orders/${order.id}`, { replace: true });
  }

  const content = () => {
    if (error && cart === undefined) return <ProblemNotice error={error} title={t("cart.failed")} onRetry={() => void refetch()} />;
    // Who is signed in is known before the form is shown: their order belongs to their account.
    if (cart === undefined || session.status === "restoring" || (user && book.isPending)) return <Skeleton height="30rem" />;
    if (cart === null || cart.lines.length === 0) {
      // The cart may be gone exactly because its order was made and the answer got lost.
      if (pending) return <PendingAttempt onPlaced={placed} />;
      return (
        <div className={page.empty}>
          <Star size={56} filled={false} />
          <p>{t("checkout.empty")}</p>
          <Link to="/search" className={buttonClass()}>
            {t("home.walk")}
          </Link>
        </div>
      );
    }
    return (
      <CheckoutForm
        cart={cart}
        account={user && { email: user.email, name: user.name, addresses: book.data ?? [] }}
        signIn={user ? t("checkout.signed_in", { name: user.name }) : <Link to="/sign-in?next=/checkout">{t("checkout.sign_in")}</Link>}
        onPlaced={placed}
        onDrop={(skus) => {
          for (const sku of skus) setLine.mutate({ sku, quantity: 0 });
        }}
      />
    );
  };

  return (
    <div className={page.page}>
      <PageMeta title={t("checkout.title")} />
      <h1>{t("checkout.title")}</h1>
      {content()}
    </div>
  );
}
