import type { CartLine } from "@souk/api/types";

import { counted, t } from "@/lib/words";

/** A problem of a cart or of one of its lines in a shopper's words. */
export function problemWords({ code, available }: CartLine["problems"][number]): string {
  switch (code) {
    case "not-for-sale":
      return t("cart_problem.not_for_sale");
    case "out-of-stock":
      return t("cart_problem.out_of_stock");
    case "not-enough-stock":
      return available ? counted("cart_problem.few_left", available) : t("cart_problem.not_enough");
    case "availability-unknown":
      return t("cart_problem.unknown_stock");
    case "price-unknown":
      return t("cart_problem.unknown_price");
    case "cart-already-ordered":
      return t("cart_problem.ordered");
    default:
      return t("problem.other");
  }
}
