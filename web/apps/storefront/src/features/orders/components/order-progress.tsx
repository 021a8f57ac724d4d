import type { Order } from "@souk/api/types";
import { Icon } from "@souk/ui/icon";
import { Spinner } from "@souk/ui/spinner";
import { Star } from "@souk/ui/star";
import { useEffect, useState, type ReactNode } from "react";

import styles from "@/features/orders/components/order-progress.module.css";
import { isOpen, STAGES, stagesDone, statusLabel, tell } from "@/features/orders/progress";
import { useFocusHeir } from "@/lib/use-focus-heir";
import { t } from "@/lib/words";

/** Where the order stands, told as it changes. `actions` is what the customer can do about it. */
export function OrderProgress({ order, actions }: { order: Order; actions: ReactNode }) {
  const told = tell(order, useAge(order));
  const done = stagesDone(order.status);
  const title = useFocusHeir<HTMLHeadingElement>(order.status);
  return (
    <section className={styles.progress} aria-label={t("order.stands")}>
      <div className={styles.head}>
        <span className={styles.mark} data-tone={told.tone} aria-hidden="true">
          {told.tone === "busy" ? <Spinner /> : <Icon name={told.tone === "good" ? "check" : told.tone === "action" ? "card" : "cross"} size={26} />}
        </span>
        <div className={styles.words}>
          <div role="status" data-testid="order-status" data-status={order.status}>
            <h2 ref={title} tabIndex={-1}>
              {told.title}
            </h2>
            <p>{told.text}</p>
          </div>
          <div className={styles.actions}>{actions}</div>
        </div>
      </div>
      {done >= 0 && (
        <ol className={styles.stages} aria-label={t("order.stages")}>
          {STAGES.map((stage, index) => {
            const state = index < done ? "done" : index === done && isOpen(order) ? "now" : "ahead";
            return (
              <li key={stage} data-state={state} aria-current={state === "now" ? "step" : undefined}>
                <Star size={22} filled={state !== "ahead"} />
                {statusLabel(stage)}
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

/** Seconds since the order was placed; ticks only while something is awaited. */
function useAge(order: Order): number {
  const placedAt = new Date(order.created_at).getTime();
  const [now, setNow] = useState(Date.now);
  const isTicking = isOpen(order);
  useEffect(() => {
    if (!isTicking) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 2_000);
    return () => clearInterval(timer);
  }, [isTicking]);
  return Math.max((now - placedAt) / 1000, 0);
}
