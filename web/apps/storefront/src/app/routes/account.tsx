import { Button, buttonClass } from "@souk/ui/button";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "react-router";

import page from "@/app/page.module.css";
import { addresses, useRemoveAddress } from "@/features/account/api/addresses";
import { useSignOut } from "@/features/account/api/sign-out";
import { AddressBook } from "@/features/account/components/address-book";
import { PageMeta } from "@/lib/page-meta";
import { useSession } from "@/lib/use-session";

export function Component() {
  const session = useSession();
  const signOut = useSignOut();
  const book = useQuery({ ...addresses(), enabled: session.status === "signed-in" });
  const remove = useRemoveAddress();
  if (session.status === "restoring") return <Skeleton height="16rem" />;
  if (session.status === "guest") return <Navigate to="/sign-in?next=/account" replace />;
  return (
    <div className={page.narrow}>
      <PageMeta title="Your account" />
      <header className={page.head}>
        <h1>{session.user.name}</h1>
        <p className={page.lead}>{session.user.email}</p>
      </header>
      <div>
        <Link to="/orders" className={buttonClass({ look: "secondary" })}>
          Your orders
        </Link>
      </div>
      <AddressBook addresses={book.data} onRemove={(id) => remove.mutate(id)} />
      <div className={page.subs}>
        <Button busy={signOut.isPending && "Signing out…"} onClick={() => signOut.mutate("here")}>
          Sign out
        </Button>
        <Button look="quiet" onClick={() => signOut.mutate("everywhere")}>
          Sign out on all devices
        </Button>
      </div>
    </div>
  );
}
