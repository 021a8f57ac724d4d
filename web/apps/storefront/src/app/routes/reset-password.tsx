import { Button, buttonClass } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";
import { Link, useSearchParams } from "react-router";

import { useResetPassword } from "@/features/account/api/password";
import { AccountForm, textOf } from "@/features/account/components/account-form";
import { CredentialsProblem, objection } from "@/features/account/components/credentials-problem";
import { PageMeta } from "@/lib/page-meta";
import { t } from "@/lib/words";

/** Opened from the link in a mail. */
export function Component() {
  const [params] = useSearchParams();
  const reset = useResetPassword();
  const token = params.get("token") ?? "";
  const tokenProblem = token === "" ? t("reset.incomplete") : objection(reset.error, "token");
  return (
    <>
      <PageMeta title={t("reset.title")} />
      <AccountForm
        title={t("reset.title")}
        onSubmit={(fields) => reset.mutate({ token, password: textOf(fields, "password") })}
        foot={<Link to="/forgot-password">{t("reset.another")}</Link>}
      >
        {reset.isSuccess ? (
          <Notice tone="good" title={t("reset.done")} announce>
            <Link to="/sign-in" className={buttonClass({ size: "small" })}>
              {t("sign_in.title")}
            </Link>
          </Notice>
        ) : (
          <>
            {tokenProblem && <Notice tone="bad" title={t("reset.unusable")}>{tokenProblem}</Notice>}
            <TextField label={t("account.new_password")} name="password" type="password" autoComplete="new-password" maxLength={256} error={objection(reset.error, "password")} aria-required />
            <CredentialsProblem error={reset.error} />
            <Button type="submit" wide disabled={token === ""} busy={reset.isPending && t("ui.moment")}>
              {t("account.change_password")}
            </Button>
          </>
        )}
      </AccountForm>
    </>
  );
}
