import type { User } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Notice } from "@souk/ui/notice";

import { useEditProfile, useSendVerification } from "@/features/account/api/profile";
import { textOf } from "@/features/account/components/account-form";
import styles from "@/features/account/components/account-part.module.css";
import { objection } from "@/features/account/components/credentials-problem";
import { ProblemNotice } from "@/lib/problem-notice";
import { t } from "@/lib/words";

const NAME_LENGTH_MAX = 100;

export function ProfileForm({ customer }: { customer: User }) {
  const edit = useEditProfile();
  const send = useSendVerification();
  return (
    <section className={styles.part} aria-labelledby="profile">
      <h2 id="profile">{t("account.profile")}</h2>
      {!customer.email_verified && (
        <Notice tone="info">
          <p>{t("account.email_open")}</p>
          {send.isSuccess ? (
            <p role="status">{t("account.link_sent")}</p>
          ) : (
            <Button size="small" look="secondary" busy={send.isPending && t("ui.moment")} onClick={() => send.mutate()}>
              {t("account.send_link")}
            </Button>
          )}
        </Notice>
      )}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          edit.mutate({ name: textOf(new FormData(event.currentTarget), "name").trim() });
        }}
      >
        <TextField label={t("account.name")} name="name" autoComplete="name" maxLength={NAME_LENGTH_MAX} defaultValue={customer.name} error={objection(edit.error, "name")} aria-required />
        <TextField label={t("account.email")} type="email" value={customer.email} readOnly />
        {edit.isError && !objection(edit.error, "name") && <ProblemNotice error={edit.error} title={t("account.save_failed")} />}
        <div className={styles.row}>
          <Button type="submit" busy={edit.isPending && t("ui.saving")}>
            {t("ui.save")}
          </Button>
          <span role="status">{edit.isSuccess && t("account.saved")}</span>
        </div>
      </form>
    </section>
  );
}
