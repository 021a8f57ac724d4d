import type { Stock } from "@souk/api/types";

/** Units at one place; a place that never had any has none. */
export function onHandAt(stock: Stock, locationId: string): number {
  return stock.locations?.find(({ location_id }) => location_id === locationId)?.on_hand ?? 0;
}
