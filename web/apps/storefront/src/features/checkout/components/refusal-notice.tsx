import { formatMoney, type Money } from "@souk/api/money";
import { ApiError, type Problem } from "@souk/api/problem";
import type { Cart } from "@souk/api/types";
import { Button, buttonClass } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";
import { Link } from "react-router";

import { ProblemNotice } from "@/lib/problem-notice";

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
        <Notice tone="warn" title={`The total is now ${formatMoney(problem.total)}`} announce>
          <p>{seen ? `You saw ${formatMoney(seen)}. ` : ""}A price changed meanwhile. Nothing was ordered.</p>
          <Button size="small" onClick={() => onAccept(problem.total)}>
            Order for {formatMoney(problem.total)}
          </Button>
        </Notice>
      );
    case "out-of-stock": {
      const short = cart.lines.filter(({ sku }) => problem.skus.includes(sku));
      return (
        <Notice tone="warn" title="Somebody was faster" announce>
          <p>There is not enough left of {short.map(({ title }) => title).join(", ") || "something in your cart"}. Nothing was ordered.</p>
          {short.length > 0 && short.length < cart.lines.length && (
            <Button size="small" look="secondary" onClick={() => onDrop(problem.skus)}>
              Take {short.length === 1 ? "it" : "them"} out
            </Button>
          )}
          <Link to="/cart">Change your cart</Link>
        </Notice>
      );
    }
    case "cart-empty":
      return (
        <Notice tone="warn" title="Your cart is empty" announce>
          <Link to="/">Back to the market</Link>
        </Notice>
      );
    case "cart-already-ordered":
      return (
        <Notice tone="good" title="You have ordered this cart already" announce>
          {problem.orderId ? (
            <Link className={buttonClass({ size: "small" })} to={`/orders/${problem.orderId}`}>
              See your order
            </Link>
          ) : (
            <Link to="/orders">See your orders</Link>
          )}
        </Notice>
      );
    case "validation-failed":
      return (
        <Notice tone="bad" title="Some of this cannot be right yet">
          <ul>
            {problem.errors.map(({ pointer, detail }) => (
              <li key={pointer}>
                {pointer.replaceAll("/", " ").trim().replaceAll("_", " ")}: {detail}
              </li>
            ))}
          </ul>
        </Notice>
      );
    case "unauthenticated":
      return (
        <Notice tone="warn" title="Your sign-in has run out" announce>
          <p>Nothing was ordered. Sign in again, or simply order as a guest.</p>
          <Link to="/sign-in?next=/checkout">Sign in</Link>
        </Notice>
      );
    default:
      return <ProblemNotice error={new ApiError(problem)} title="The order was not accepted" />;
  }
}
