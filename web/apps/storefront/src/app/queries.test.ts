import type { SignedIn } from "@souk/api/types";
import { beforeEach, expect, it, vi } from "vitest";

import { createQueries } from "@/app/queries";
import { cart as cartQuery } from "@/features/cart/api/get-cart";
import { cartId } from "@/features/cart/cart-id";
import { draftBox, EMPTY } from "@/features/checkout/draft";
import { knownOrders, rememberOrder } from "@/lib/known-orders";
import { shop } from "@/lib/shop";

const signedIn = { access_token: "a", refresh_token: "r", expires_in: 900, user: { id: "usr_1", email: "mira@example.com", name: "Mira" } } as SignedIn;

/** Somebody signed in, with a cart, a half-filled checkout, an order of their own and one from before they had an account. */
function atWork() {
  const queries = createQueries();
  shop.session.start(signedIn);
  cartId.write("cart_1");
  queries.setQueryData(cartQuery("cart_1").queryKey, null);
  draftBox.write({ ...EMPTY, name: "Mira" });
  rememberOrder({ id: "ord_1", number: "1001", placedAt: "2026-01-02T10:00:00Z", token: null });
  rememberOrder({ id: "ord_2", number: "1002", placedAt: "2026-01-02T10:00:00Z", token: "key" });
  return queries;
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

it("leaves nothing of who signs out to the next one at this screen", () => {
  const queries = atWork();
  shop.session.end();
  expect(cartId.read()).toBeNull();
  expect(queries.getQueryState(cartQuery("cart_1").queryKey)).toBeUndefined();
  expect(draftBox.read()).toBeNull();
  expect(knownOrders.read()?.map(({ id }) => id)).toEqual(["ord_2"]);
});

it("keeps all of it for who was signed out in the middle of something, and for the guest they go on as", async () => {
  atWork();
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ type: "about:blank", title: "no", status: 401 }, { status: 401 })));
  await shop.session.renew("a");
  shop.session.end();
  expect(cartId.read()).toBe("cart_1");
  expect(draftBox.read()?.name).toBe("Mira");
});
