import { createShop } from "@souk/api/client";

/** The storefront's one connection to the API. The admin keeps its own: staff and customers sign in separately. */
export const shop = createShop("souk.session");

/** What the shop's own round figures are in; every price says its currency itself. */
export const CURRENCY = "EUR";
