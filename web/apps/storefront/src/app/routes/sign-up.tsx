import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Link, Navigate, useSearchParams } from "react-router";

import { nextPath } from "@/app/next-path";
import { useSignUp } from "@/features/account/api/sign-up";
import { AccountForm, textOf } from "@/features/account/components/account-form";
import { CredentialsProblem, objection } from "@/features/account/components/credentials-problem";
import { PageMeta } from "@/lib/page-meta";
import { useSession } from "@/lib/use-session";

export function Component() {
  const [params] = useSearchParams();
  const session = useSession();
  const signUp = useSignUp();
  const next = nextPath(params);
  if (session.status === "signed-in") return <Navigate to={next} replace />;
  return (
    <>
      <PageMeta title="Make an account" />
      <AccountForm
        title="Make an account"
        lead="It keeps your orders and addresses together. You can order without one, too."
        onSubmit={(fields) =>
          signUp.mutate({ name: textOf(fields, "name").trim(), email: textOf(fields, "email").trim(), password: textOf(fields, "password") })
        }
        foot={
          <p>
            Been here before? <Link to={`/sign-in?${new URLSearchParams({ next })}`}>Sign in</Link>
          </p>
        }
      >
        <TextField label="Name" name="name" autoComplete="name" maxLength={200} error={objection(signUp.error, "name")} aria-required />
        <TextField label="E-mail" name="email" type="email" autoComplete="username" maxLength={254} error={objection(signUp.error, "email")} aria-required />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          maxLength={256}
          hint="Long beats complicated: a few words are good."
          error={objection(signUp.error, "password")}
          aria-required
        />
        <CredentialsProblem error={signUp.error} />
        <Button type="submit" wide busy={signUp.isPending && "One moment…"}>
          Make an account
        </Button>
      </AccountForm>
    </>
  );
}
