import { formatMoney, type Money } from "@souk/api/money";
import type { Cart, Order, SavedAddress } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { TextField } from "@souk/ui/field";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode } from "react";

import { quote } from "@/features/checkout/api/quote-cart";
import { AddressFields } from "@/features/checkout/components/address-fields";
import { CardChoice } from "@/features/checkout/components/card-choice";
import styles from "@/features/checkout/components/checkout-form.module.css";
import { RefusalNotice } from "@/features/checkout/components/refusal-notice";
import { ShippingChoice } from "@/features/checkout/components/shipping-choice";
import { Step } from "@/features/checkout/components/step";
import { SummaryLines } from "@/features/checkout/components/summary-lines";
import { UnsettledNotice } from "@/features/checkout/components/unsettled-notice";
import { addressOf, check, draftBox, EMPTY, errorsAt, type Draft, type DraftErrors } from "@/features/checkout/draft";
import { FIRST_CARD } from "@/features/checkout/test-cards";
import { usePlaceOrder } from "@/features/checkout/use-place-order";
import { ProblemNotice } from "@/lib/problem-notice";
import { TotalsTable } from "@/lib/totals";

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
  const { checkout, submit, resume, edited } = usePlaceOrder(onPlaced);

  const quoted = useQuery(quote(cart, draft.country, wantedMethod));
  const offer = draft.country === "" ? undefined : quoted.data;
  const method = offer?.shipping_method ?? null;
  const totals = method === null ? undefined : offer?.totals;
  const isPricing = draft.country !== "" && quoted.isFetching && (quoted.isPlaceholderData || !quoted.data);
  const refusal = checkout.at === "editing" ? checkout.refusal : null;
  const shown = { ...(refusal?.slug === "validation-failed" && errorsAt(refusal.errors)), ...errors };

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
    setErrors((before) => {
      const still = check(next);
      return Object.fromEntries(Object.entries(before).filter(([field]) => field in still));
    });
    if (refusal?.slug === "validation-failed") edited();
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
    if (!address || !method || !expectedTotal) return;
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
    checkout.at === "sending" ? (checkout.tries > 1 ? "Asking again…" : "Placing your order…") : checkout.at === "placed" ? "Done" : isPricing && "Working out the total…";

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
        <legend className="visually-hidden">Your order</legend>
        <Step number={1} title="Contact" aside={signIn}>
          <TextField
            label="E-mail"
            name="email"
            type="email"
            autoComplete="email"
            maxLength={254}
            hint="For the confirmation and the way back to your order."
            value={draft.email}
            error={shown.email}
            onChange={(event) => change({ ...draft, email: event.target.value })}
          />
        </Step>
        <Step number={2} title="Delivery address">
          <AddressFields draft={draft} errors={shown} saved={account?.addresses ?? []} onChange={change} />
        </Step>
        <Step number={3} title="Shipping">
          {quoted.isError && !offer ? (
            <ProblemNotice error={quoted.error} title="The ways of shipping could not be loaded" onRetry={() => void quoted.refetch()} />
          ) : (
            <ShippingChoice
              country={draft.country}
              methods={offer?.shipping_methods}
              chosen={quoted.isPlaceholderData ? (wantedMethod ?? method) : method}
              onChoose={setWantedMethod}
            />
          )}
        </Step>
        <Step number={4} title="Payment">
          <CardChoice token={card} onChoose={setCard} />
        </Step>
      </fieldset>

      <section className={styles.aside} aria-label="Summary">
        <h2>Your order</h2>
        <SummaryLines cart={cart} short={refusal?.slug === "out-of-stock" ? refusal.skus : []} />
        {isPricing && !totals ? (
          <Skeleton height="7rem" />
        ) : (
          <TotalsTable totals={totals ?? cart.totals} {...(!totals && { shipping: "depends on the country" })} />
        )}
        {refusal && <RefusalNotice problem={refusal} cart={cart} seen={totals?.total} onAccept={place} onDrop={onDrop} />}
        {(checkout.at === "waiting" || checkout.at === "unsettled") && <UnsettledNotice checkout={checkout} onResume={resume} />}
        <Button type="submit" size="large" wide busy={busy} disabled={checkout.at === "waiting" || checkout.at === "unsettled"}>
          {totals ? `Place order · ${formatMoney(totals.total)}` : "Place order"}
        </Button>
        <p className={styles.small}>You are charged only when everything is on the shelf. Until it is sent you can cancel.</p>
      </section>
    </form>
  );
}

/** What this tab had filled in, else what the account knows. */
function startFrom(account: Props["account"]): Draft {
  const before = draftBox.read();
  const start = before ?? EMPTY;
  return { ...start, email: start.email || (account?.email ?? ""), name: start.name || (account?.name ?? "") };
}
