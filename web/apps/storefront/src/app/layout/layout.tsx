import { useEffect, useRef } from "react";
import { Outlet, ScrollRestoration, useLocation, useNavigation } from "react-router";

import { CartDrawer } from "@/app/layout/cart-drawer";
import { Footer } from "@/app/layout/footer";
import { Header } from "@/app/layout/header";
import styles from "@/app/layout/layout.module.css";
import { ServiceBanner } from "@/app/layout/service-banner";
import { SignInAgain } from "@/app/layout/sign-in-again";
import { useOnline } from "@/lib/use-online";
import { t } from "@/lib/words";

export function Layout() {
  const { pathname } = useLocation();
  const navigation = useNavigation();
  const isOnline = useOnline();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);

  // A new page begins at its beginning for those who read it with the ears or move by keyboard, too.
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <div className={styles.layout}>
      <a href="#main" className={styles.skip}>
        {t("layout.skip")}
      </a>
      {navigation.state === "loading" && <div className={styles.bar} />}
      <div>
        {!isOnline && (
          <p className={styles.offline} role="status">
            {t("layout.offline")}
          </p>
        )}
        <ServiceBanner />
        <Header />
      </div>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <Footer />
      <CartDrawer />
      <SignInAgain />
      <ScrollRestoration />
    </div>
  );
}
