import { formatMoney, type Money } from "@souk/api/money";
import { ApiError, type Problem } from "@souk/api/problem";
import type { Cart } from "@souk/api/types";
import { Button, buttonClass } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";
import { Link } from "react-router";

import { errorsAt } from "@/features/checkout/draft";
import { ProblemNotice } from "@/lib/problem-notice";
import { counted, t } from "@/lib/words";

interface Props {
  problem: Problem;
  cart: Cart;
  /** The total that was on the button. */
  seen: Money | undefined;
  /** Orders again, agreeing to this total. */
  onAccept: (total: Money) => void;
  /** Takes these lines out of the cart. */
  onDrop: (skus: string[]) => void;
}

/** Why nothing was ordered, and the way on from there. */
export function RefusalNotice({ problem, cart, seen, onAccept, onDrop }: Props) {
  switch (problem.slug) {
    case "price-changed":
      return (
        <Notice tone="warn" title={t("refusal.total_now", { total: formatMoney(problem.total) })} announce>
          <p>{seen && `${t("refusal.you_saw", { total: formatMoney(seen) })} `}{t("refusal.price_changed")}</p>
          <Button size="small" onClick={() => onAccept(problem.total)}>
            {t("refusal.order_for", { total: formatMoney(problem.total) })}
          </Button>
        </Notice>
      );
    case "out-of-stock": {
      const short = cart.lines.filter(({ sku }) => problem.skus.includes(sku));
      return (
        <Notice tone="warn" title={t("refusal.faster")} announce>
          <p>{t("refusal.not_enough", { titles: short.map(({ title }) => title).join(", ") || t("refusal.something") })}</p>
          {short.length > 0 && short.length < cart.lines.length && (
            <Button size="small" look="secondary" onClick={() => onDrop(problem.skus)}>
              {counted("refusal.take_out", short.length)}
            </Button>
          )}
          <Link to="/cart">{t("refusal.change_cart")}</Link>
        </Notice>
      );
    }
    case "cart-empty":
      return (
        <Notice tone="warn" title={t("refusal.cart_empty")} announce>
          <Link to="/">{t("not_found.back")}</Link>
        </Notice>
      );
    case "cart-already-ordered":
      return (
        <Notice tone="good" title={t("refusal.ordered")} announce>
          {problem.orderId ? (
            <Link className={buttonClass({ size: "small" })} to={`/orders/${problem.orderId}`}>
              {t("refusal.see_order")}
            </Link>
          ) : (
            <Link to="/orders">{t("pending.see")}</Link>
          )}
        </Notice>
      );
    case "validation-failed":
      return (
        <Notice tone="bad" title={t("refusal.not_right")}>
          {Object.keys(errorsAt(problem.errors)).length > 0 ? t("refusal.see_fields") : t("problem.other")}
        </Notice>
      );
    case "unauthenticated":
      return (
        <Notice tone="warn" title={t("refusal.session")} announce>
          <p>{t("refusal.session_text")}</p>
          <Link to="/sign-in?next=/checkout">{t("sign_in.title")}</Link>
        </Notice>
      );
    default:
      return <ProblemNotice error={new ApiError(problem)} title={t("refusal.other")} />;
  }
}
