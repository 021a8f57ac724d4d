import type { User } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { useOutletContext } from "react-router";

import page from "@/app/page.module.css";
import { useSignOut } from "@/features/account/api/sign-out";
import { ProfileForm } from "@/features/account/components/profile-form";
import { PageMeta } from "@/lib/page-meta";
import { t } from "@/lib/words";

export function Component() {
  const customer = useOutletContext<User>();
  const signOut = useSignOut();
  return (
    <>
      <PageMeta title={t("account.title")} />
      <ProfileForm customer={customer} />
      <div className={page.subs}>
        <Button look="secondary" busy={signOut.isPending && t("account.signing_out")} onClick={() => signOut.mutate("here")}>
          {t("account.sign_out")}
        </Button>
      </div>
    </>
  );
}
