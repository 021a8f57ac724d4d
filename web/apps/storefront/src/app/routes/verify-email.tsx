import { Button, buttonClass } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";
import { Link, useSearchParams } from "react-router";

import { useVerifyEmail } from "@/features/account/api/verify-email";
import { AccountForm } from "@/features/account/components/account-form";
import { CredentialsProblem, objection } from "@/features/account/components/credentials-problem";
import { PageMeta } from "@/lib/page-meta";

/** Opened from the link in a mail. A press confirms: mail scanners open links, too, and the token works once. */
export function Component() {
  const [params] = useSearchParams();
  const verify = useVerifyEmail();
  const token = params.get("token") ?? "";
  const tokenProblem = token === "" ? "The link is not complete." : objection(verify.error, "token");
  return (
    <>
      <PageMeta title="Confirm your e-mail" />
      <AccountForm title="Confirm your e-mail" onSubmit={() => verify.mutate(token)}>
        {verify.isSuccess ? (
          <Notice tone="good" title="Thank you, that is settled" announce>
            <Link to="/" className={buttonClass({ size: "small" })}>
              To the market
            </Link>
          </Notice>
        ) : (
          <>
            {tokenProblem && <Notice tone="bad" title="This link cannot be used">{tokenProblem}</Notice>}
            <CredentialsProblem error={verify.error} />
            <Button type="submit" wide disabled={token === ""} busy={verify.isPending && "One moment…"}>
              Yes, this is my e-mail
            </Button>
          </>
        )}
      </AccountForm>
    </>
  );
}
