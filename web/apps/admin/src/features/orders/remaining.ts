import type { Order } from "@souk/api/types";

/** What of each line has not been sent yet; lines that are sent completely are left out. */
export function remaining(order: Pick<Order, "lines" | "fulfillments">): { sku: string; title: string; quantity: number }[] {
  const sent = new Map<string, number>();
  for (const { lines } of order.fulfillments) {
    for (const { sku, quantity } of lines) sent.set(sku, (sent.get(sku) ?? 0) + quantity);
  }
  return order.lines
    .map(({ sku, title, quantity }) => ({ sku, title, quantity: quantity - (sent.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}
