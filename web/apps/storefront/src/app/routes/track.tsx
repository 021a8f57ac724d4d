import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { useState } from "react";
import { useNavigate } from "react-router";

import page from "@/app/page.module.css";
import { AccountForm, textOf } from "@/features/account/components/account-form";
import { KnownOrderRows } from "@/features/orders/components/order-rows";
import { readOrderLink } from "@/features/orders/order-link";
import { knownOrders } from "@/lib/known-orders";
import { PageMeta } from "@/lib/page-meta";
import { useBox } from "@/lib/use-box";
import { t } from "@/lib/words";

/** How a guest finds an order from another browser: with the link of their mail. */
export function Component() {
  const navigate = useNavigate();
  const known = useBox(knownOrders) ?? [];
  const [isWrong, setWrong] = useState(false);
  return (
    <div className={page.page}>
      <PageMeta title={t("track.title")} />
      <AccountForm
        title={t("track.title")}
        lead={t("track.lead")}
        onSubmit={(fields) => {
          const order = readOrderLink(textOf(fields, "link"));
          setWrong(order === null);
          if (order) void navigate(`/orders/${order.id}?${new URLSearchParams({ token: order.token })}`);
        }}
      >
        <TextField
          label={t("track.link")}
          name="link"
          autoComplete="off"
          maxLength={1000}
          error={isWrong ? t("track.wrong", { example: `${location.origin}/orders/ord_…?token=…` }) : undefined}
          aria-required
        />
        <Button type="submit" wide>
          {t("track.find")}
        </Button>
      </AccountForm>
      {known.length > 0 && (
        <section className={page.narrow} aria-labelledby="recent">
          <h2 id="recent">{t("track.recent")}</h2>
          <KnownOrderRows orders={known} />
        </section>
      )}
    </div>
  );
}
