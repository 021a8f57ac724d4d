import { formatMoney, type Money } from "@souk/api/money";
import type { Cart, Order, SavedAddress } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode } from "react";

import { quote } from "@/features/checkout/api/quote-cart";
import { CardChoice } from "@/features/checkout/components/card-choice";
import { draftOf, SavedAddresses } from "@/features/checkout/components/saved-addresses";
import styles from "@/features/checkout/components/checkout-form.module.css";
import { NoTotalNotice } from "@/features/checkout/components/no-total-notice";
import { RefusalNotice } from "@/features/checkout/components/refusal-notice";
import { ShippingChoice } from "@/features/checkout/components/shipping-choice";
import { Step } from "@/features/checkout/components/step";
import { SummaryLines } from "@/features/checkout/components/summary-lines";
import { UnsettledNotice } from "@/features/checkout/components/unsettled-notice";
import { addressOf, check, draftBox, EMPTY, errorsAt, rememberedBox, type Draft, type DraftErrors } from "@/features/checkout/draft";
import { FIRST_CARD } from "@/features/checkout/test-cards";
import { usePlaceOrder } from "@/features/checkout/use-place-order";
import { AddressFields } from "@/lib/address-fields";
import { stillWrong } from "@/lib/address-rules";
import { ProblemNotice } from "@/lib/problem-notice";
import { TotalsTable } from "@/lib/totals";
import { useBox } from "@/lib/use-box";
import { useFocusHeir } from "@/lib/use-focus-heir";
import { t } from "@/lib/words";

interface Props {
  cart: Cart;
  /** Who is signed in, with their address book; null for a guest. */
  account: { email: string; name: string; addresses: SavedAddress[] } | null;
  /** Beside the contact heading: the way to sign in. */
  signIn: ReactNode;
  onPlaced: (order: Order) => void;
  onDrop: (skus: string[]) => void;
}

const GATEWAY = "sandbox";

export function CheckoutForm({ cart, account, signIn, onPlaced, onDrop }: Props) {
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<Draft>(() => startFrom(account));
  const [errors, setErrors] = useState<DraftErrors>({});
  const [wantedMethod, setWantedMethod] = useState<string | null>(null);
  const [card, setCard] = useState(FIRST_CARD);
  const remembered = useBox(rememberedBox);
  const [keep, setKeep] = useState(remembered !== null);
  const { checkout, submit, resume, edited } = usePlaceOrder(onPlaced);
  /** How often the button was pressed while nobody knew what it comes to. */
  const [held, setHeld] = useState(0);
  const reason = useRef<HTMLDivElement>(null);

  const quoted = useQuery(quote(cart, draft.country, wantedMethod));
  const offer = draft.country === "" ? undefined : quoted.data;
  const method = offer?.shipping_method ?? null;
  const totals = method === null ? undefined : offer?.totals;
  const button = useFocusHeir<HTMLButtonElement>(totals === undefined);
  const isPricing = draft.country !== "" && quoted.isFetching && (quoted.isPlaceholderData || !quoted.data);
  const refusal = checkout.at === "editing" ? checkout.refusal : null;
  const shown = { ...(refusal?.slug === "validation-failed" && errorsAt(refusal.errors)), ...errors };

  useEffect(() => {
    if (held > 0) reason.current?.focus();
  }, [held]);
  if (held > 0 && totals) setHeld(0);

  // The shop knows better what things cost and what is left: ask again before showing anything.
  const refusalSlug = refusal?.slug;
  useEffect(() => {
    if (refusalSlug !== "price-changed" && refusalSlug !== "out-of-stock") return;
    void queries.invalidateQueries({ queryKey: ["cart"] });
    void queries.invalidateQueries({ queryKey: ["quote"] });
  }, [refusalSlug, queries]);

  function change(next: Draft) {
    // What goes to one country may not go to another.
    if (next.country !== draft.country) setWantedMethod(null);
    setDraft(next);
    draftBox.write(next);
    setErrors((before) => stillWrong(before, check(next)));
    if (refusal?.slug === "validation-failed") edited();
  }

  function hold() {
    setHeld(held + 1);
    if (quoted.isError) void quoted.refetch();
  }

  function place(expectedTotal: Money | undefined) {
    const found = check(draft);
    setErrors(found);
    const [first] = Object.keys(found);
    if (first) {
      form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    const address = addressOf(draft);
    if (!address || !method || !expectedTotal) {
      hold();
      return;
    }
    if (keep && !account) rememberedBox.write(draft);
    submit({
      cart_id: cart.id,
      email: draft.email.trim(),
      shipping_address: address,
      shipping_method: method,
      payment: { gateway: GATEWAY, token: card },
      expected_total: expectedTotal,
    });
  }

  const busy =
    checkout.at === "sending" ? (checkout.tries > 1 ? t("checkout.asking_again") : t("checkout.placing")) : checkout.at === "placed" ? t("checkout.done") : isPricing && t("checkout.pricing");

  return (
    <form
      ref={form}
      className={styles.layout}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        place(totals?.total);
      }}
    >
      <fieldset className={styles.steps} disabled={checkout.at !== "editing"}>
        <legend className="visually-hidden">{t("checkout.your_order")}</legend>
        <Step number={1} title={t("checkout.contact")} aside={signIn}>
          <TextField
            label={t("checkout.email")}
            aria-required
            name="email"
            type="email"
            autoComplete="email"
            maxLength={254}
            hint={t("checkout.email_hint")}
            value={draft.email}
            error={shown.email}
            onChange={(event) => change({ ...draft, email: event.target.value })}
          />
        </Step>
        <Step number={2} title={t("checkout.address")}>
          {!account && remembered && (
            <p className={styles.small}>
              {t("checkout.known")}{" "}
              <button
                type="button"
                className={styles.link}
                onClick={() => {
                  rememberedBox.clear();
                  setKeep(false);
                  change(EMPTY);
                }}
              >
                {t("checkout.forget")}
              </button>
            </p>
          )}
          <SavedAddresses saved={account?.addresses ?? []} draft={draft} onChange={change} />
          <AddressFields address={draft} errors={shown} section="shipping" onChange={change} />
          {!account && (
            <label className={styles.keep}>
              <input type="checkbox" checked={keep} onChange={(event) => setKeep(event.target.checked)} />
              {t("checkout.remember")}
            </label>
          )}
        </Step>
        <Step number={3} title={t("checkout.shipping")}>
          {quoted.isError && !offer ? (
            <ProblemNotice error={quoted.error} title={t("checkout.shipping_failed")} onRetry={() => void quoted.refetch()} />
          ) : (
            <ShippingChoice
              country={draft.country}
              methods={offer?.shipping_methods}
              chosen={quoted.isPlaceholderData ? (wantedMethod ?? method) : method}
              onChoose={setWantedMethod}
            />
          )}
        </Step>
        <Step number={4} title={t("checkout.payment")}>
          <CardChoice token={card} onChoose={setCard} />
        </Step>
      </fieldset>

      <section className={styles.aside} aria-label={t("cart.summary")}>
        <h2>{t("checkout.your_order")}</h2>
        <SummaryLines cart={cart} short={refusal?.slug === "out-of-stock" ? refusal.skus : []} />
        {isPricing && !totals ? (
          <Skeleton height="7rem" />
        ) : (
          <TotalsTable totals={totals ?? cart.totals} {...(!totals && { shipping: t("cart.shipping_depends") })} />
        )}
        {refusal && <RefusalNotice problem={refusal} cart={cart} seen={totals?.total} onAccept={place} onDrop={onDrop} />}
        {(checkout.at === "waiting" || checkout.at === "unsettled") && <UnsettledNotice checkout={checkout} onResume={resume} />}
        {held > 0 && (
          <div ref={reason} tabIndex={-1}>
            <NoTotalNotice error={quoted.error} isAsking={quoted.isFetching} country={draft.country} onRetry={hold} />
          </div>
        )}
        <Button ref={button} type="submit" size="large" wide busy={busy} disabled={checkout.at === "waiting" || checkout.at === "unsettled"}>
          {totals ? t("checkout.place_for", { total: formatMoney(totals.total) }) : t("checkout.place")}
        </Button>
        <p className={styles.small}>{t("checkout.promise")}</p>
      </section>
    </form>
  );
}

/** What this tab had filled in, else what the account or this device knows. */
function startFrom(account: Props["account"]): Draft {
  const first = account?.addresses.find((address) => address.is_default);
  const known = account ? first && draftOf(first) : rememberedBox.read();
  const start = draftBox.read() ?? known ?? EMPTY;
  return { ...start, email: start.email || (account?.email ?? ""), name: start.name || (account?.name ?? "") };
}
