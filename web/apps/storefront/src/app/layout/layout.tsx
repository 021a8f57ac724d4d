import { useEffect, useRef } from "react";
import { Outlet, ScrollRestoration, useLocation, useNavigation } from "react-router";

import { Footer } from "@/app/layout/footer";
import { Header } from "@/app/layout/header";
import styles from "@/app/layout/layout.module.css";
import { useOnline } from "@/lib/use-online";

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
        Skip to the content
      </a>
      {navigation.state === "loading" && <div className={styles.bar} />}
      <div>
        {!isOnline && (
          <p className={styles.offline} role="status">
            You are offline. What you have seen is still here; ordering waits until you are back.
          </p>
        )}
        <Header />
      </div>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <Footer />
      <ScrollRestoration />
    </div>
  );
}
