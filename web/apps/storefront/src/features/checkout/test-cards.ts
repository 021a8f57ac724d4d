export interface TestCard {
  token: string;
  title: string;
  /** What happens with it. */
  detail: string;
  digits: string;
}

/** The cards of the sandbox gateway. No money moves with any of them. */
export const TEST_CARDS: readonly TestCard[] = [
  { token: "tok_ok", title: "Pays at once", detail: "The usual case.", digits: "4242" },
  { token: "tok_3ds", title: "Asks you to confirm", detail: "The bank opens a page of its own (3-D Secure).", digits: "3220" },
  { token: "tok_declined", title: "Declined", detail: "The bank says no; nothing is charged.", digits: "0002" },
  { token: "tok_insufficient_funds", title: "Not enough money", detail: "The bank says no, and why.", digits: "9995" },
  { token: "tok_auth_only", title: "Reserved first", detail: "Charged when the parcel is sent.", digits: "1117" },
  { token: "tok_slow", title: "Slow bank", detail: "Answers after two seconds.", digits: "2222" },
  { token: "tok_webhook", title: "Answers later", detail: "Pending, then the bank calls back, three times.", digits: "3333" },
  { token: "tok_flaky", title: "Stumbling bank", detail: "Fails twice, then pays. You pay once.", digits: "5556" },
  { token: "tok_timeout_charged", title: "Line goes dead", detail: "Charges, then never answers. You still pay once.", digits: "6661" },
  { token: "tok_dispute", title: "Disputed later", detail: "Pays, then the owner objects.", digits: "7770" },
];

export const FIRST_CARD = "tok_ok";
