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

export function Component() {
  const [params] = useSearchParams();
  const session = useSession();
  const signIn = useSignIn();
  const next = nextPath(params);
  if (session.status === "signed-in") return <Navigate to={next} replace />;
  return (
    <>
      <PageMeta title="Sign in" />
      <AccountForm
        title="Welcome back"
        onSubmit={(fields) => signIn.mutate({ email: textOf(fields, "email").trim(), password: textOf(fields, "password") })}
        foot={
          <>
            <p>
              New here? <Link to={`/sign-up?${new URLSearchParams({ next })}`}>Make an account</Link>
            </p>
            <p>
              <Link to="/forgot-password">Forgot your password?</Link>
            </p>
          </>
        }
      >
        {session.status === "guest" && session.ended && <Notice tone="info">Your sign-in has run out. Please sign in again.</Notice>}
        <TextField label="E-mail" name="email" type="email" autoComplete="username" maxLength={254} aria-required />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" maxLength={256} aria-required />
        <CredentialsProblem error={signIn.error} />
        <Button type="submit" wide busy={signIn.isPending && "Signing in…"}>
          Sign in
        </Button>
      </AccountForm>
    </>
  );
}
