import { Awning } from "@souk/ui/awning";
import { Notice } from "@souk/ui/notice";
import { Wordmark } from "@souk/ui/wordmark";

import { SignInFields } from "@/features/session/components/sign-in-fields";
import styles from "@/features/session/components/sign-in-form.module.css";

export function SignInForm({ hasEnded }: { hasEnded: boolean }) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Awning height={34} />
        <Wordmark height={36} />
        <h1>Behind the counter</h1>
        {hasEnded && <Notice>Your sign-in has run out. Please sign in again.</Notice>}
        <SignInFields />
      </div>
    </main>
  );
}
