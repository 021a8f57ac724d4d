import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";
import { Link } from "react-router";

import { useForgotPassword } from "@/features/account/api/password";
import { AccountForm, textOf } from "@/features/account/components/account-form";
import { CredentialsProblem, objection } from "@/features/account/components/credentials-problem";
import { PageMeta } from "@/lib/page-meta";

export function Component() {
  const forgot = useForgotPassword();
  return (
    <>
      <PageMeta title="A new password" />
      <AccountForm
        title="A new password"
        lead="Tell us your e-mail, and we send you a link."
        onSubmit={(fields) => forgot.mutate(textOf(fields, "email").trim())}
        foot={<Link to="/sign-in">Back to signing in</Link>}
      >
        {forgot.isSuccess ? (
          <Notice tone="good" title="Look into your mail" announce>
            If there is an account with this e-mail, the link is on its way.
          </Notice>
        ) : (
          <>
            <TextField label="E-mail" name="email" type="email" autoComplete="username" maxLength={254} error={objection(forgot.error, "email")} aria-required />
            <CredentialsProblem error={forgot.error} />
            <Button type="submit" wide busy={forgot.isPending && "Sending…"}>
              Send the link
            </Button>
          </>
        )}
      </AccountForm>
    </>
  );
}
