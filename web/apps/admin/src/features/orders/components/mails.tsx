import { Badge, type BadgeTone } from "@souk/ui/badge";
import { Button } from "@souk/ui/button";
import { Skeleton } from "@souk/ui/skeleton";
import { toast } from "@souk/ui/toast";
import { useQuery } from "@tanstack/react-query";

import { mails as mailsQuery, type Mail } from "@/features/orders/api/list-mails";
import { useResendMail } from "@/features/orders/api/resend-mail";
import styles from "@/features/orders/components/parts.module.css";
import { formatMoment } from "@/lib/dates";
import { ProblemNotice } from "@/lib/problem-notice";
import { sentence } from "@/lib/words";

const TONES: Record<string, BadgeTone> = { sent: "good", sending: "warn", queued: "warn", failed: "bad", forgotten: "neutral" };

/** What the customer was told, and a button to tell it again for who may. */
export function Mails({ orderId, mayResend }: { orderId: string; mayResend: boolean }) {
  const { data, error } = useQuery(mailsQuery(orderId));
  const resend = useResendMail(orderId);
  if (data === undefined) return error ? <ProblemNotice error={error} title="The mails could not be loaded" /> : <Skeleton height="4rem" />;
  if (data.length === 0) return <p className={styles.soft}>Nothing was sent yet.</p>;
  return (
    <>
      <ul className={styles.rows}>
        {data.map((mail) => (
          <li key={mail.id}>
            <div>
              <b>{sentence(mail.kind)}</b> <Badge tone={TONES[mail.status] ?? "neutral"}>{sentence(mail.status)}</Badge>
              <p className={styles.soft}>
                {mail.to ?? "somebody forgotten"}, {formatMoment(mail.sent_at ?? mail.created_at)}
                {mail.again_of && ", a copy"}
                {mail.reason && `: ${mail.reason}`}
              </p>
            </div>
            {mayResend && canGoAgain(mail) && (
              <Button
                look="quiet"
                size="small"
                aria-label={`Send again: ${sentence(mail.kind)}`}
                busy={resend.isPending && resend.variables === mail.id && "Sending…"}
                onClick={() => resend.mutate(mail.id, { onSuccess: () => toast("Sent again", { tone: "good", detail: mail.to }) })}
              >
                Send again
              </Button>
            )}
          </li>
        ))}
      </ul>
      {resend.isError && <ProblemNotice error={resend.error} title="It was not sent again" />}
    </>
  );
}

function canGoAgain({ status, to }: Mail): boolean {
  return to !== null && (status === "sent" || status === "failed");
}
