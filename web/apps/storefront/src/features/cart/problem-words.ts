import type { CartLine } from "@souk/api/types";

/** A problem of a cart or of one of its lines in a shopper's words. */
export function problemWords({ code, detail, available }: CartLine["problems"][number]): string {
  switch (code) {
    case "not-for-sale":
      return "This is not sold any more. Please take it out.";
    case "out-of-stock":
      return "This has sold out meanwhile. Please take it out.";
    case "not-enough-stock":
      return available ? `Only ${available} of these ${available === 1 ? "is" : "are"} left.` : "There are not enough of these left.";
    case "availability-unknown":
      return "We cannot see the shelf right now. Ordering checks it anyway.";
    case "price-unknown":
      return "The price cannot be seen right now. Please try again in a moment.";
    case "cart-already-ordered":
      return "This cart has been ordered.";
    default:
      return detail;
  }
}
