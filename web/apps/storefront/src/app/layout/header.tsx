import { Awning } from "@souk/ui/awning";
import { Icon } from "@souk/ui/icon";
import { ThemeToggle } from "@souk/ui/theme-toggle";
import { Wordmark } from "@souk/ui/wordmark";
import { useQuery } from "@tanstack/react-query";
import { Link, NavLink, useSearchParams } from "react-router";

import styles from "@/app/layout/header.module.css";
import { categories } from "@/features/browse/api/list-categories";
import { SearchBox } from "@/features/browse/components/search-box";
import { useCart } from "@/features/cart/api/get-cart";
import { openDrawer } from "@/features/cart/drawer";
import { useSession } from "@/lib/use-session";
import { counted, t } from "@/lib/words";

export function Header() {
  const [params] = useSearchParams();
  const session = useSession();
  const { data: stalls } = useQuery(categories());
  const words = params.get("q") ?? "";
  return (
    <header className={styles.header}>
      <div className={styles.band}>
        <div className={styles.row}>
          <Link to="/" className={styles.home} aria-label={t("layout.home")}>
            <Wordmark height={34} />
          </Link>
          <SearchBox key={words} initial={words} />
          <nav className={styles.actions} aria-label={t("layout.yours")}>
            <ThemeToggle />
            <Link to="/orders" className={styles.action}>
              <Icon name="parcel" />
              <span className={styles.word}>{t("layout.orders")}</span>
            </Link>
            {session.status === "signed-in" ? (
              <Link to="/account" className={styles.action}>
                <Icon name="person" />
                <span className={styles.word}>{session.user.name.split(" ")[0]}</span>
              </Link>
            ) : (
              <Link to="/sign-in" className={styles.action}>
                <Icon name="person" />
                <span className={styles.word}>{t("layout.sign_in")}</span>
              </Link>
            )}
            <CartLink />
          </nav>
        </div>
      </div>
      <nav className={styles.stalls} aria-label={t("layout.categories")}>
        <ul>
          {stalls?.map((stall) => (
            <li key={stall.id}>
              <NavLink to={`/c/${stall.slug}`}>{stall.title}</NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Awning />
    </header>
  );
}

/** Opens the drawer; as a link it leads to the cart's own page where one asks for a new tab. */
function CartLink() {
  const { data: cart } = useCart();
  const units = cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0;
  return (
    <Link
      to="/cart"
      className={styles.action}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || units === 0) return;
        event.preventDefault();
        openDrawer();
      }}
    >
      <Icon name="basket" />
      <span className={styles.word}>{t("layout.cart")}</span>
      {units > 0 && (
        <span className={styles.count} data-testid="cart-count">
          {units}
          <span className="visually-hidden"> {counted("layout.cart_units", units)}</span>
        </span>
      )}
    </Link>
  );
}
