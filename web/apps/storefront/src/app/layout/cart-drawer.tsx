import { buttonClass } from "@souk/ui/button";
import { Sheet } from "@souk/ui/sheet";
import { useEffect } from "react";
import { Link, useLocation } from "react-router";

import styles from "@/app/layout/cart-drawer.module.css";
import { useCart } from "@/features/cart/api/get-cart";
import { CartLines } from "@/features/cart/components/cart-lines";
import { closeDrawer, useDrawer } from "@/features/cart/drawer";
import { TotalsTable } from "@/lib/totals";
import { useFocusHeir } from "@/lib/use-focus-heir";
import { t } from "@/lib/words";

/** The cart at the side of any page: a look at it without losing one's place. */
export function CartDrawer() {
  const isOpen = useDrawer();
  const { pathname } = useLocation();
  const { data: cart } = useCart();
  const empty = useFocusHeir<HTMLParagraphElement>(cart?.lines.length);

  // Whoever follows one of its links has left it.
  useEffect(closeDrawer, [pathname]);

  return (
    <Sheet open={isOpen} onClose={closeDrawer} title={t("cart.title")} closeLabel={t("ui.close")}>
      {cart && cart.lines.length > 0 ? (
        <div className={styles.drawer}>
          <CartLines cart={cart} />
          <TotalsTable totals={cart.totals} shipping={t("cart.shipping_depends")} />
          <Link to="/checkout" className={buttonClass({ size: "large", wide: true })}>
            {t("cart.check_out")}
          </Link>
          <Link to="/cart" className={buttonClass({ look: "secondary", wide: true })}>
            {t("cart.see")}
          </Link>
        </div>
      ) : (
        <p ref={empty} tabIndex={-1}>
          {t("cart.empty")}
        </p>
      )}
    </Sheet>
  );
}
