/** Collections of the front page: each is a search that stays true as goods come and go. */
import { NO_FILTERS, type Filters } from "@/features/browse/filters";
import type { WordKey } from "@/lib/words";

export interface Collection {
  title: WordKey;
  text: WordKey;
  filters: Filters;
}

export const GIFT_PRICE_MAX = 2_500;
const KEEPER_PRICE_MIN = 10_000;

export function collections(): Collection[] {
  return [
    { title: "home.gifts", text: "home.gifts_text", filters: { ...NO_FILTERS, maxPrice: GIFT_PRICE_MAX, inStock: true } },
    { title: "home.keepers", text: "home.keepers_text", filters: { ...NO_FILTERS, minPrice: KEEPER_PRICE_MIN, inStock: true } },
  ];
}
