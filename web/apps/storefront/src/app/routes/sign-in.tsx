import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";
import { Link, Navigate, useSearchParams } from "react-router";

import { nextPath } from "@/app/next-path";
import { useSignIn } from "@/features/account/api/sign-in";
import { AccountForm, textOf } from "@/features/account/components/account-form";
import { CredentialsProblem } from "@/features/account/components/credentials-problem";
import { PageMeta } from "@/lib/page-meta";
import { useSession } from "@/lib/use-session";
import { t } from "@/lib/words";

export function Component() {
  const [params] = useSearchParams();
  const session = useSession();
  const signIn = useSignIn();
  const next = nextPath(params);
  if (session.status === "signed-in") return <Navigate to={next} replace />;
  return (
    <>
      <PageMeta title={t("sign_in.title")} />
      <AccountForm
        title={t("sign_in.welcome")}
        onSubmit={(fields) => signIn.mutate({ email: textOf(fields, "email").trim(), password: textOf(fields, "password") })}
        foot={
          <>
            <p>
              <Link to={`/sign-up?${new URLSearchParams({ next })}`}>{t("sign_in.new")}</Link>
            </p>
            <p>
              <Link to="/forgot-password">{t("sign_in.forgot")}</Link>
            </p>
          </>
        }
      >
        {session.status === "guest" && session.ended && <Notice tone="info">{t("sign_in.ended")}</Notice>}
        <TextField label={t("sign_in.email")} name="email" type="email" autoComplete="username" maxLength={254} aria-required />
        <TextField label={t("sign_in.password")} name="password" type="password" autoComplete="current-password" maxLength={256} aria-required />
        <CredentialsProblem error={signIn.error} />
        <Button type="submit" wide busy={signIn.isPending && t("sign_in.signing_in")}>
          {t("sign_in.title")}
        </Button>
      </AccountForm>
    </>
  );
}
