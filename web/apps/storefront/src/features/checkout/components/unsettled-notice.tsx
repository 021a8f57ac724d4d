import { Button } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";
import { useEffect, useState } from "react";

import type { Checkout } from "@/features/checkout/machine";
import { formatTime } from "@/lib/dates";
import { t } from "@/lib/words";

interface Props {
  checkout: Extract<Checkout, { at: "waiting" | "unsettled" }>;
  onResume: () => void;
}

/** What to know while the shop has not said whether the order is made. */
export function UnsettledNotice({ checkout, onResume }: Props) {
  if (checkout.at === "waiting") {
    return (
      <Notice tone="warn" title={checkout.problem.slug === "unreachable" ? t("unsettled.no_answer") : t("unsettled.busy")} announce>
        <p>
          <Countdown until={checkout.resumeAt} />
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title={t("unsettled.title")} announce>
      <p>
        {t("unsettled.text", { time: formatTime(checkout.attempt.startedAt) })}
      </p>
      <Button onClick={onResume}>{t("unsettled.ask")}</Button>
    </Notice>
  );
}

function Countdown({ until }: { until: number }) {
  const [seconds, setSeconds] = useState(() => left(until));
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left(until)), 500);
    return () => clearInterval(timer);
  }, [until]);
  return <>{seconds > 0 ? t("unsettled.in_seconds", { seconds }) : t("unsettled.now")}</>;
}

function left(until: number): number {
  return Math.max(Math.ceil((until - Date.now()) / 1000), 0);
}
