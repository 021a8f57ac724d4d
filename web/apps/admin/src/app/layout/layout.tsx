import { Button } from "@souk/ui/button";
import { Icon } from "@souk/ui/icon";
import { Notice } from "@souk/ui/notice";
import { ThemeToggle } from "@souk/ui/theme-toggle";
import { Wordmark } from "@souk/ui/wordmark";
import { NavLink, Outlet, ScrollRestoration } from "react-router";

import styles from "@/app/layout/layout.module.css";
import { useSignOut } from "@/features/session/api/sign-out";
import { SignInForm } from "@/features/session/components/sign-in-form";
import { useSession } from "@/lib/use-session";

/** Everything behind the counter needs a staff account; what it may do is for the services to say. */
export function Layout() {
  const session = useSession();
  const signOut = useSignOut();
  if (session.status === "restoring") return null;
  if (session.status === "guest") return <SignInForm hasEnded={session.ended} />;
  const { user } = session;
  const isStaff = user.roles.some((role) => role !== "customer");
  return (
    <div className={styles.layout}>
      <header className={styles.side}>
        <Wordmark height={30} />
        <nav aria-label="Admin">
          <NavLink to="/orders">
            <Icon name="parcel" /> Orders
          </NavLink>
          <NavLink to="/products">
            <Icon name="basket" /> Products
          </NavLink>
        </nav>
        <div className={styles.who}>
          <p>
            {user.name}
            <br />
            {user.email}
          </p>
          <ThemeToggle />
          <Button look="quiet" size="small" onClick={() => signOut.mutate()}>
            Sign out
          </Button>
          <a href="/">To the shop</a>
        </div>
      </header>
      <main className={styles.main}>
        {isStaff ? (
          <Outlet />
        ) : (
          <Notice tone="warn" title="This is a customer's account">
            Sign in with a staff account to work here.
          </Notice>
        )}
      </main>
      <ScrollRestoration />
    </div>
  );
}
