import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Sheet } from "@souk/ui/sheet";
import { useLocation } from "react-router";

import { useSignIn } from "@/features/account/api/sign-in";
import styles from "@/features/account/components/account-form.module.css";
import { textOf } from "@/features/account/components/account-form";
import { CredentialsProblem } from "@/features/account/components/credentials-problem";
import { shop } from "@/lib/shop";
import { useSession } from "@/lib/use-session";
import { t } from "@/lib/words";

/** A sign-in that ran out in the middle of something is renewed on top of the page: nothing typed is lost. */
export function SignInAgain() {
  const session = useSession();
  const signIn = useSignIn();
  const { pathname } = useLocation();
  const was = session.status === "guest" && session.ended ? session.was : null;
  return (
    <Sheet open={was !== null && pathname !== "/sign-in"} onClose={() => shop.session.state().status === "guest" && shop.session.end()} title={t("sign_in.again")} closeLabel={t("ui.close")} place="middle">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const password = textOf(new FormData(event.currentTarget), "password");
          if (was) signIn.mutate({ email: was.email, password });
        }}
      >
        <p>{t("sign_in.again_text")}</p>
        <TextField label={t("sign_in.email")} type="email" autoComplete="username" value={was?.email ?? ""} readOnly />
        <TextField label={t("sign_in.password")} name="password" type="password" autoComplete="current-password" maxLength={256} aria-required />
        <CredentialsProblem error={signIn.error} />
        <Button type="submit" wide busy={signIn.isPending && t("sign_in.signing_in")}>
          {t("sign_in.title")}
        </Button>
        <Button look="quiet" wide onClick={() => shop.session.end()}>
          {t("sign_in.as_guest")}
        </Button>
      </form>
    </Sheet>
  );
}
