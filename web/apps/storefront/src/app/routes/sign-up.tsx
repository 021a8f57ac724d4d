import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Link, Navigate, useSearchParams } from "react-router";

import { nextPath } from "@/app/next-path";
import { useSignUp } from "@/features/account/api/sign-up";
import { AccountForm, textOf } from "@/features/account/components/account-form";
import { CredentialsProblem, objection } from "@/features/account/components/credentials-problem";
import { PageMeta } from "@/lib/page-meta";
import { useSession } from "@/lib/use-session";
import { t } from "@/lib/words";

export function Component() {
  const [params] = useSearchParams();
  const session = useSession();
  const signUp = useSignUp();
  const next = nextPath(params);
  if (session.status === "signed-in") return <Navigate to={next} replace />;
  return (
    <>
      <PageMeta title={t("sign_up.title")} />
      <AccountForm
        title={t("sign_up.title")}
        lead={t("sign_up.lead")}
        onSubmit={(fields) =>
          signUp.mutate({ name: textOf(fields, "name").trim(), email: textOf(fields, "email").trim(), password: textOf(fields, "password") })
        }
        foot={
          <p>
            <Link to={`/sign-in?${new URLSearchParams({ next })}`}>{t("sign_up.been_here")}</Link>
          </p>
        }
      >
        <TextField label={t("sign_up.name")} name="name" autoComplete="name" maxLength={200} error={objection(signUp.error, "name")} aria-required />
        <TextField label={t("sign_in.email")} name="email" type="email" autoComplete="username" maxLength={254} error={objection(signUp.error, "email")} aria-required />
        <TextField
          label={t("sign_in.password")}
          name="password"
          type="password"
          autoComplete="new-password"
          maxLength={256}
          hint={t("sign_up.password_hint")}
          error={objection(signUp.error, "password")}
          aria-required
        />
        <CredentialsProblem error={signUp.error} />
        <Button type="submit" wide busy={signUp.isPending && t("ui.moment")}>
          {t("sign_up.title")}
        </Button>
      </AccountForm>
    </>
  );
}
