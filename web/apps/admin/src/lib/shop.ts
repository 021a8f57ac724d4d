import { createShop } from "@souk/api/client";

/** The admin's one connection to the API, with a session of its own beside the storefront's. */
export const shop = createShop("souk.staff-session");
