import { Badge } from "@souk/ui/badge";
import { Button } from "@souk/ui/button";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import { sessions, useEndSession } from "@/features/account/api/sessions";
import { useSignOut } from "@/features/account/api/sign-out";
import styles from "@/features/account/components/account-part.module.css";
import { deviceName } from "@/features/account/device-name";
import { formatMoment } from "@/lib/dates";
import { ProblemNotice } from "@/lib/problem-notice";
import { t } from "@/lib/words";

export function SessionList() {
  const found = useQuery(sessions());
  const end = useEndSession();
  const signOut = useSignOut();
  return (
    <section className={styles.part} aria-labelledby="sessions">
      <h2 id="sessions">{t("account.sessions")}</h2>
      {found.isError && !found.data && <ProblemNotice error={found.error} title={t("account.sessions_failed")} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton height="8rem" />}
      <ul className={styles.list}>
        {found.data?.map((session) => (
          <li key={session.id}>
            <span className={styles.lines}>
              {deviceName(session.user_agent)} {session.is_current && <Badge tone="good">{t("account.this_device")}</Badge>}
              <br />
              <span className={styles.soft}>
                {session.ip_address} · {t("account.last_used", { moment: formatMoment(session.last_used_at) })}
              </span>
            </span>
            {!session.is_current && (
              <Button look="secondary" size="small" busy={end.isPending && end.variables === session.id && t("ui.moment")} onClick={() => end.mutate(session.id)}>
                {t("account.end_session")} <span className="visually-hidden">{deviceName(session.user_agent)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {end.isError && <ProblemNotice error={end.error} title={t("account.save_failed")} />}
      <div>
        <Button look="quiet" busy={signOut.isPending && t("account.signing_out")} onClick={() => signOut.mutate("everywhere")}>
          {t("account.sign_out_everywhere")}
        </Button>
      </div>
    </section>
  );
}
