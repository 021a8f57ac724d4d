import { Skeleton } from "@souk/ui/skeleton";
import { Navigate, NavLink, Outlet, useLocation } from "react-router";

import page from "@/app/page.module.css";
import styles from "@/app/routes/account/account.module.css";
import { customerOf, useSession } from "@/lib/use-session";
import { t } from "@/lib/words";

/** The pages of an account, for who is signed in. */
export function Component() {
  const session = useSession();
  const { pathname } = useLocation();
  const customer = customerOf(session);
  if (session.status === "restoring") return <Skeleton height="16rem" />;
  if (!customer) return <Navigate to={`/sign-in?${new URLSearchParams({ next: pathname })}`} replace />;
  return (
    <div className={page.narrow}>
      <header className={page.head}>
        <h1>{t("account.title")}</h1>
        <p className={page.lead}>{customer.email}</p>
      </header>
      <nav aria-label={t("account.title")}>
        <ul className={styles.tabs}>
          <li>
            <NavLink to="/account" end>
              {t("account.profile")}
            </NavLink>
          </li>
          <li>
            <NavLink to="/orders">{t("account.orders")}</NavLink>
          </li>
          <li>
            <NavLink to="/account/addresses">{t("account.addresses")}</NavLink>
          </li>
          <li>
            <NavLink to="/account/security">{t("account.security")}</NavLink>
          </li>
        </ul>
      </nav>
      <Outlet context={customer} />
    </div>
  );
}
