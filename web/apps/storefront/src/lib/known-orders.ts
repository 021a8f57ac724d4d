import { box } from "@/lib/storage";

export interface KnownOrder {
  id: string;
  number: string;
  placedAt: string;
  /** What a guest shows to see the order; null for orders of an account. */
  token: string | null;
}

const KEPT_MAX = 50;

/** The orders placed from this browser, newest first: how a guest finds back to them. */
export const knownOrders = box<KnownOrder[]>("souk.orders", (value) => {
  if (!Array.isArray(value)) return null;
  return value.filter((each): each is KnownOrder => typeof (each as KnownOrder | null)?.id === "string");
});

/** Of an account's orders nothing is left behind; those of a guest have nothing else to be found by. */
export function forgetOwnOrders(): void {
  knownOrders.write((knownOrders.read() ?? []).filter(({ token }) => token !== null));
}

/** Adds an order, or completes what is known of it; a token once known is never lost. */
export function rememberOrder(order: KnownOrder): void {
  const known = knownOrders.read() ?? [];
  const before = known.find(({ id }) => id === order.id);
  const merged = { ...before, ...order, token: order.token ?? before?.token ?? null };
  if (before && JSON.stringify(before) === JSON.stringify(merged)) return;
  knownOrders.write([merged, ...known.filter(({ id }) => id !== order.id)].slice(0, KEPT_MAX));
}
