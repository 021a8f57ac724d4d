import { buttonClass } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";
import { Skeleton } from "@souk/ui/skeleton";
import { Star } from "@souk/ui/star";
import { Link } from "react-router";

import page from "@/app/page.module.css";
import { useCart } from "@/features/cart/api/get-cart";
import { CartLines } from "@/features/cart/components/cart-lines";
import { problemWords } from "@/features/cart/problem-words";
import { PageMeta } from "@/lib/page-meta";
import { ProblemNotice } from "@/lib/problem-notice";
import { TotalsTable } from "@/lib/totals";
import { useFocusHeir } from "@/lib/use-focus-heir";
import { t } from "@/lib/words";

export function Component() {
  const { data: cart, error, refetch } = useCart();
  const title = useFocusHeir<HTMLHeadingElement>(cart?.lines.length);
  return (
    <div className={page.page}>
      <PageMeta title={t("cart.title")} />
      <h1 ref={title} tabIndex={-1}>
        {t("cart.title")}
      </h1>
      {error && cart === undefined ? (
        <ProblemNotice error={error} title={t("cart.failed")} onRetry={() => void refetch()} />
      ) : cart === undefined ? (
        <Skeleton height="12rem" />
      ) : cart === null || cart.lines.length === 0 ? (
        <div className={page.empty}>
          <Star size={56} filled={false} />
          <p>{t("cart.empty")}</p>
          <Link to="/search" className={buttonClass()}>
            {t("home.walk")}
          </Link>
        </div>
      ) : (
        <div className={page.split}>
          <CartLines cart={cart} />
          <section className={page.aside} aria-label={t("cart.summary")}>
            <h2>{t("cart.summary")}</h2>
            {cart.problems.some(({ sku }) => sku !== null) && <Notice tone="warn">{t("cart.look")}</Notice>}
            {cart.problems
              .filter(({ sku }) => sku === null)
              .map((problem) => (
                <Notice key={problem.code} tone="warn">
                  {problemWords(problem)}
                </Notice>
              ))}
            <TotalsTable totals={cart.totals} shipping={t("cart.shipping_depends")} />
            <Link to="/checkout" className={buttonClass({ size: "large", wide: true })}>
              {t("cart.check_out")}
            </Link>
          </section>
        </div>
      )}
    </div>
  );
}
