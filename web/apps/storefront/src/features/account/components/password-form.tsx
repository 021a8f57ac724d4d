import { problemOf } from "@souk/api/problem";
import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";

import { useChangePassword } from "@/features/account/api/password";
import { textOf } from "@/features/account/components/account-form";
import styles from "@/features/account/components/account-part.module.css";
import { objection } from "@/features/account/components/credentials-problem";
import { ProblemNotice } from "@/lib/problem-notice";
import { t } from "@/lib/words";

export function PasswordForm() {
  const change = useChangePassword();
  return (
    <section className={styles.part} aria-labelledby="password">
      <h2 id="password">{t("account.password")}</h2>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const fields = new FormData(form);
          change.mutate({ current: textOf(fields, "current"), new: textOf(fields, "new") }, { onSuccess: () => form.reset() });
        }}
      >
        <TextField
          label={t("account.current_password")}
          name="current"
          type="password"
          autoComplete="current-password"
          maxLength={256}
          error={objection(change.error, "current")}
          aria-required
        />
        <TextField
          label={t("account.new_password")}
          name="new"
          type="password"
          autoComplete="new-password"
          maxLength={256}
          hint={t("sign_up.password_hint")}
          error={objection(change.error, "new")}
          aria-required
        />
        {change.isError && problemOf(change.error).slug !== "validation-failed" && (
          <ProblemNotice error={change.error} title={t("account.save_failed")} />
        )}
        <div className={styles.row}>
          <Button type="submit" busy={change.isPending && t("ui.saving")}>
            {t("account.change_password")}
          </Button>
          <span role="status">{change.isSuccess && t("account.password_changed")}</span>
        </div>
      </form>
    </section>
  );
}
