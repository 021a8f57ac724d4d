import { box } from "@/lib/storage";

/** The cart of this browser. Whoever knows the id may use the cart, so it is kept like a secret: not in addresses. */
export const cartId = box<string>("souk.cart", (value) => (typeof value === "string" ? value : null));
