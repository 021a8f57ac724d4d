import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";
import { Link } from "react-router";

import { useForgotPassword } from "@/features/account/api/password";
import { AccountForm, textOf } from "@/features/account/components/account-form";
import { CredentialsProblem, objection } from "@/features/account/components/credentials-problem";
import { PageMeta } from "@/lib/page-meta";
import { t } from "@/lib/words";

export function Component() {
  const forgot = useForgotPassword();
  return (
    <>
      <PageMeta title={t("forgot.title")} />
      <AccountForm
        title={t("forgot.title")}
        lead={t("forgot.lead")}
        onSubmit={(fields) => forgot.mutate(textOf(fields, "email").trim())}
        foot={<Link to="/sign-in">{t("forgot.back")}</Link>}
      >
        {forgot.isSuccess ? (
          <Notice tone="good" title={t("forgot.sent")} announce>
            {t("forgot.sent_text")}
          </Notice>
        ) : (
          <>
            <TextField label={t("sign_in.email")} name="email" type="email" autoComplete="username" maxLength={254} error={objection(forgot.error, "email")} aria-required />
            <CredentialsProblem error={forgot.error} />
            <Button type="submit" wide busy={forgot.isPending && t("forgot.sending")}>
              {t("forgot.send")}
            </Button>
          </>
        )}
      </AccountForm>
    </>
  );
}
