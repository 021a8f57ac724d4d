import type { WordKey } from "@/lib/words";

export interface TestCard {
  token: string;
  title: WordKey;
  /** What happens with it. */
  detail: WordKey;
  digits: string;
}

/** The cards of the sandbox gateway. No money moves with any of them. */
export const TEST_CARDS: readonly TestCard[] = [
  { token: "tok_ok", title: "card_ok.title", detail: "card_ok.detail", digits: "4242" },
  { token: "tok_3ds", title: "card_3ds.title", detail: "card_3ds.detail", digits: "3220" },
  { token: "tok_declined", title: "card_declined.title", detail: "card_declined.detail", digits: "0002" },
  { token: "tok_insufficient_funds", title: "card_funds.title", detail: "card_funds.detail", digits: "9995" },
  { token: "tok_auth_only", title: "card_auth.title", detail: "card_auth.detail", digits: "1117" },
  { token: "tok_slow", title: "card_slow.title", detail: "card_slow.detail", digits: "2222" },
  { token: "tok_webhook", title: "card_webhook.title", detail: "card_webhook.detail", digits: "3333" },
  { token: "tok_flaky", title: "card_flaky.title", detail: "card_flaky.detail", digits: "5556" },
  { token: "tok_timeout_charged", title: "card_timeout.title", detail: "card_timeout.detail", digits: "6661" },
  { token: "tok_dispute", title: "card_dispute.title", detail: "card_dispute.detail", digits: "7770" },
];

export const FIRST_CARD = "tok_ok";
