import { Button, buttonClass } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";
import { Link, useSearchParams } from "react-router";

import { useVerifyEmail } from "@/features/account/api/verify-email";
import { AccountForm } from "@/features/account/components/account-form";
import { CredentialsProblem, objection } from "@/features/account/components/credentials-problem";
import { PageMeta } from "@/lib/page-meta";
import { t } from "@/lib/words";

/** Opened from the link in a mail. A press confirms: mail scanners open links, too, and the token works once. */
export function Component() {
  const [params] = useSearchParams();
  const verify = useVerifyEmail();
  const token = params.get("token") ?? "";
  const tokenProblem = token === "" ? t("reset.incomplete") : objection(verify.error, "token");
  return (
    <>
      <PageMeta title={t("verify.title")} />
      <AccountForm title={t("verify.title")} onSubmit={() => verify.mutate(token)}>
        {verify.isSuccess ? (
          <Notice tone="good" title={t("verify.done")} announce>
            <Link to="/" className={buttonClass({ size: "small" })}>
              {t("verify.to_market")}
            </Link>
          </Notice>
        ) : (
          <>
            {tokenProblem && <Notice tone="bad" title={t("reset.unusable")}>{tokenProblem}</Notice>}
            <CredentialsProblem error={verify.error} />
            <Button type="submit" wide disabled={token === ""} busy={verify.isPending && t("ui.moment")}>
              {t("verify.yes")}
            </Button>
          </>
        )}
      </AccountForm>
    </>
  );
}
