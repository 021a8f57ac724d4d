import { Button } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";
import { useEffect, useState } from "react";

import type { Checkout } from "@/features/checkout/machine";

interface Props {
  checkout: Extract<Checkout, { at: "waiting" | "unsettled" }>;
  onResume: () => void;
}

/** What to know while the shop has not said whether the order is made. */
export function UnsettledNotice({ checkout, onResume }: Props) {
  if (checkout.at === "waiting") {
    return (
      <Notice tone="warn" title={checkout.problem.slug === "unreachable" ? "No answer from the shop yet" : "The shop is very busy"} announce>
        <p>
          Asking again <Countdown until={checkout.resumeAt} />. It is the same order each time: it is made once and paid once.
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title="An order of yours is not settled yet" announce>
      <p>
        It was sent{" "}
        {new Date(checkout.attempt.startedAt).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}, and no answer came back, so it may or may
        not have been made. Asking again finds out, and never makes a second one.
      </p>
      <Button onClick={onResume}>Ask again</Button>
    </Notice>
  );
}

function Countdown({ until }: { until: number }) {
  const [seconds, setSeconds] = useState(() => left(until));
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left(until)), 500);
    return () => clearInterval(timer);
  }, [until]);
  return <>{seconds > 0 ? `in ${seconds} s` : "now"}</>;
}

function left(until: number): number {
  return Math.max(Math.ceil((until - Date.now()) / 1000), 0);
}
