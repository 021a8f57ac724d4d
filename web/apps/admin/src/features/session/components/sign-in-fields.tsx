import { problemOf } from "@souk/api/problem";
import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";

import { useSignIn } from "@/features/session/api/sign-in";
import styles from "@/features/session/components/sign-in-form.module.css";
import { ProblemNotice } from "@/lib/problem-notice";

interface Props {
  email?: string;
  onDone?: () => void;
}

export function SignInFields({ email, onDone }: Props) {
  const signIn = useSignIn();
  const text = (fields: FormData, name: string) => {
    const value = fields.get(name);
    return typeof value === "string" ? value : "";
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        signIn.mutate({ email: text(fields, "email").trim(), password: text(fields, "password") }, { onSuccess: () => onDone?.() });
      }}
    >
      <TextField label="E-mail" name="email" type="email" autoComplete="username" maxLength={254} defaultValue={email} aria-required />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" maxLength={256} aria-required />
      {signIn.isError &&
        (problemOf(signIn.error).slug === "invalid-credentials" ? (
          <Notice tone="bad" title="E-mail and password do not match" />
        ) : (
          <ProblemNotice error={signIn.error} title="That did not work" />
        ))}
      <Button type="submit" wide busy={signIn.isPending && "Signing in…"}>
        Sign in
      </Button>
    </form>
  );
}
