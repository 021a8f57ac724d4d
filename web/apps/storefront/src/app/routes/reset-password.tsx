import { Button, buttonClass } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";
import { Link, useSearchParams } from "react-router";

import { useResetPassword } from "@/features/account/api/password";
import { AccountForm, textOf } from "@/features/account/components/account-form";
import { CredentialsProblem, objection } from "@/features/account/components/credentials-problem";
import { PageMeta } from "@/lib/page-meta";

/** Opened from the link in a mail. */
export function Component() {
  const [params] = useSearchParams();
  const reset = useResetPassword();
  const token = params.get("token") ?? "";
  const tokenProblem = token === "" ? "The link is not complete." : objection(reset.error, "token");
  return (
    <>
      <PageMeta title="Choose a new password" />
      <AccountForm
        title="Choose a new password"
        onSubmit={(fields) => reset.mutate({ token, password: textOf(fields, "password") })}
        foot={<Link to="/forgot-password">Send me another link</Link>}
      >
        {reset.isSuccess ? (
          <Notice tone="good" title="Your password is changed" announce>
            <Link to="/sign-in" className={buttonClass({ size: "small" })}>
              Sign in
            </Link>
          </Notice>
        ) : (
          <>
            {tokenProblem && <Notice tone="bad" title="This link cannot be used">{tokenProblem}</Notice>}
            <TextField label="New password" name="password" type="password" autoComplete="new-password" maxLength={256} error={objection(reset.error, "password")} aria-required />
            <CredentialsProblem error={reset.error} />
            <Button type="submit" wide disabled={token === ""} busy={reset.isPending && "One moment…"}>
              Change the password
            </Button>
          </>
        )}
      </AccountForm>
    </>
  );
}
