import { Button } from "@souk/ui/button";
import { Drawer } from "@souk/ui/drawer";
import { Icon } from "@souk/ui/icon";
import { Kbd } from "@souk/ui/kbd";
import { Menu, MenuItem, MenuRule } from "@souk/ui/menu";
import { Notice } from "@souk/ui/notice";
import { ThemeToggle } from "@souk/ui/theme-toggle";
import { ToolIcon } from "@souk/ui/tool-icon";
import { Wordmark } from "@souk/ui/wordmark";
import { lazy, Suspense, useEffect, useState } from "react";
import { Outlet, ScrollRestoration, useNavigate, useNavigation } from "react-router";

import { HelpSheet } from "@/app/layout/help-sheet";
import styles from "@/app/layout/layout.module.css";
import { Navigation } from "@/app/layout/navigation";
import { PLACES } from "@/app/places/all";
import { useSignOut } from "@/features/session/api/sign-out";
import { SignInAgain } from "@/features/session/components/sign-in-again";
import { SignInForm } from "@/features/session/components/sign-in-form";
import { keepFocus } from "@/lib/keep-focus";
import { useCan, useSession, useStaff } from "@/lib/use-session";
import { useShortcuts } from "@/lib/use-shortcuts";

const Palette = lazy(async () => ({ default: (await import("@/app/layout/palette")).Palette }));

/** Everything behind the counter needs a staff account; what it may do is for the services to say. */
export function Layout() {
  const session = useSession();
  const staff = useStaff();
  if (session.status === "restoring") return null;
  if (staff === null) return <SignInForm hasEnded={session.status === "guest" && session.ended} />;
  // What was typed stays where it is while its writer signs in again; somebody else starts afresh.
  return (
    <>
      <Counter key={staff.user.id} user={staff.user} />
      {session.status === "guest" && <SignInAgain email={staff.user.email} />}
    </>
  );
}

function Counter({ user }: { user: { name: string; email: string; roles: string[] } }) {
  const [over, setOver] = useState<"palette" | "help" | "navigation" | null>(null);
  const signOut = useSignOut();
  const navigate = useNavigate();
  const isMoving = useNavigation().state !== "idle";
  const can = useCan();
  const close = () => setOver(null);
  const goes = PLACES.flatMap(({ keys, path, scope }) => (keys && (scope === undefined || can(scope)) ? [[keys, () => void navigate(path)] as const] : []));
  useShortcuts({
    "mod+k": () => setOver("palette"),
    "?": () => setOver("help"),
    "/": () => document.querySelector<HTMLInputElement>("main input[type=search]")?.focus(),
    ...Object.fromEntries(goes),
  });
  useEffect(() => keepFocus(document), []);
  const isStaff = user.roles.some((role) => role !== "customer");
  return (
    <div className={styles.layout}>
      <a className={styles.skip} href="#main">
        To the content
      </a>
      <header className={styles.side}>
        <button type="button" className={styles.burger} aria-label="Navigation" onClick={() => setOver("navigation")}>
          <ToolIcon name="menu" size={24} />
        </button>
        <Wordmark height={28} />
        <button type="button" className={styles.find} onClick={() => setOver("palette")}>
          <Icon name="search" size={18} /> <span>Find</span> <Kbd keys="Ctrl K" />
        </button>
        <div className={styles.places}>{isStaff && <Navigation />}</div>
        <div className={styles.who}>
          <ThemeToggle />
          <Menu
            align="start"
            trigger={
              <button type="button" className={styles.person} aria-label={`${user.name}, account`}>
                <Icon name="person" />
                <span>{user.name}</span>
              </button>
            }
          >
            <p className={styles.email}>{user.email}</p>
            <MenuRule />
            <MenuItem onSelect={() => setOver("help")}>Keys</MenuItem>
            <MenuItem onSelect={() => location.assign("/")}>To the shop</MenuItem>
            <MenuRule />
            <MenuItem onSelect={() => signOut.mutate()}>Sign out</MenuItem>
          </Menu>
        </div>
      </header>
      <main className={styles.main} id="main" tabIndex={-1}>
        {isMoving && <div className={styles.moving} role="progressbar" aria-label="The page is loading" />}
        {isStaff ? (
          <Outlet />
        ) : (
          <Notice tone="warn" title="This is a customer's account">
            <p>Sign in with a staff account to work here.</p>
            <Button look="secondary" size="small" onClick={() => signOut.mutate()}>
              Sign out
            </Button>
          </Notice>
        )}
      </main>
      <Drawer isOpen={over === "navigation"} onClose={close} title="Souk">
        <div className={styles.sheet}>
          <Navigation onGo={close} />
        </div>
      </Drawer>
      <HelpSheet isOpen={over === "help"} onClose={close} />
      {isStaff && over === "palette" && (
        <Suspense fallback={null}>
          <Palette isOpen onClose={close} onHelp={() => setOver("help")} />
        </Suspense>
      )}
      <ScrollRestoration />
    </div>
  );
}
