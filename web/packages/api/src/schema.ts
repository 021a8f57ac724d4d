// Generated from openapi/souk.json by `npm run generate`. Change the services, not this file.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys of access tokens. */
        get: operations["get_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/asyncapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The events that services announce, as AsyncAPI 3.0. */
        get: operations["get_asyncapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many replicas of each service are ready, and how many there should be. */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture. Its name is made of its content, so it may be kept for ever. */
        get: operations["get_media"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["get_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the shop's books hold what they must, and what is violated (the oldest first, at most 1,000). */
        get: operations["get_audit_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/email/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove by the token from the mail that the e-mail is one's own. */
        post: operations["verify_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in. Answer and time are the same for an e-mail that nobody has, a wrong password, and a disabled account.
         * @description 429 after too many failures for the account or from the address; `Retry-After` says when to come back.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session: its tokens are refused everywhere from now on. */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all sessions of the caller. */
        post: operations["logout_all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a mail sent with a link to choose a new password. Always 202, always after the same time. */
        post: operations["forgot_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a new password with the token from the mail. It ends every session. */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * New tokens for a refresh token, which is good once: a second use ends the session for everybody who holds it.
         * @description With an `Idempotency-Key` a lost answer can be asked for again.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open an account and sign in. A mail asks to verify the e-mail. */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new cart; its id is the right to use it. */
        post: operations["open_cart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cart_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is in it, what it costs today, and what stands in the way of buying it. */
        get: operations["get_cart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cart_id}/lines/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Want so many units of a SKU; 0 removes the line. */
        put: operations["put_cart_line"];
        post?: never;
        /** Do not want a SKU any more; also when it was not in the cart. */
        delete: operations["delete_cart_line"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts/{cart_id}/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the cart would cost, sent there. */
        post: operations["quote_cart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All categories, as a tree. */
        get: operations["list_categories"];
        put?: never;
        /** A new category, at the top or in `parent`. */
        post: operations["create_category"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/categories/{category_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take away a category that nothing is in. */
        delete: operations["delete_category"];
        options?: never;
        head?: never;
        /** Rename, move or reorder a category. */
        patch: operations["edit_category"];
        trace?: never;
    };
    "/v1/fulfillments/{fulfillment_id}/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A parcel arrived; with its last one an order is completed. */
        post: operations["deliver_parcel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sums per account and currency, all at one moment. */
        get: operations["get_ledger_balances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of one payment, or of all, in the order of their payments. */
        get: operations["list_ledger_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where stock is kept, in the order the places were opened. */
        get: operations["list_locations"];
        put?: never;
        /** A new place with shelves; as the default it takes over from the one that was. */
        post: operations["open_location"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/locations/{location_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a place, or make it the default. */
        patch: operations["change_location"];
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is calling. */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change name or locale. */
        patch: operations["edit_me"];
        trace?: never;
    };
    "/v1/me/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The address book, in the order it was filled; at most 50. */
        get: operations["list_addresses"];
        put?: never;
        /** Keep an address. */
        post: operations["add_address"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/addresses/{address_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace an address by another under the same id. */
        put: operations["change_address"];
        post?: never;
        /** Forget an address. Orders keep their own copy. */
        delete: operations["delete_address"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/email/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the mail sent again that asks to verify the e-mail; nothing happens when it is verified. */
        post: operations["request_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a new password by the present one. It ends every other session. Failures count as failed sign-ins. */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the caller is signed in, the latest first; at most 50. */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out somewhere else. A session that is over already is no error. */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store a JPEG, PNG, WebP or GIF (its first frame) of at most 20 MiB and 40 million pixels, encoded anew without metadata, with thumbnails. The same file again is the same medium. */
        post: operations["upload_media"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mails to one recipient, about one order, or all, the newest first. It takes what it takes to see orders: most are about one. */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/{email_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a mail about an order once more, to the same address; answers the new mail. */
        post: operations["resend_notification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest first. */
        get: operations["list_dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/dead-letters/{letter_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One letter, opened. */
        get: operations["get_dead_letter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/dead-letters/{letter_id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the event forgotten: it will never have its effect. Who asked, why, and the event itself are noted. */
        post: operations["drop_dead_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/dead-letters/{letter_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have its listener handle the event again, at once. Who asked is noted. */
        post: operations["retry_dead_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done to dead letters, the newest first. */
        get: operations["list_journal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/orders/{order_id}/saga": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every step and every event of an order, with what became of each event at all who listen. */
        get: operations["get_saga"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Services and their replicas, processes, what waits and what was given up. */
        get: operations["get_operations_overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/stuck-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders whose saga is under way and got nowhere for a while, the longest placed first. */
        get: operations["list_stuck_orders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own orders, or all of them for staff, who may narrow the list. */
        get: operations["list_orders"];
        put?: never;
        /**
         * Buy a cart, or lines, at the prices of this moment.
         * @description `Prefer: wait=N` answers when the order left `placed` and `awaiting_payment`, or needs the customer's action (201),
         *     or after N seconds (202). A guest's `token` opens the order again.
         */
        post: operations["place_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An order, for its customer, for staff, or for the guest who has its token. */
        get: operations["get_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call an order off before anything of it was sent; goods and money come back. */
        post: operations["cancel_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The order as it is, and again whenever it changes: unnamed events with the order as data and its version as id.
         * @description Ends after a final status. `Last-Event-ID` leaves out what was seen already.
         */
        get: operations["follow_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order_id}/fulfillments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a parcel; what was only authorized is captured with the first. */
        post: operations["fulfill_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The payment of one order, or all payments, those of the newest orders first.
         * @description Those that somebody has to look at: whose outcome is not known, that the customer has to confirm, or disputes, and
         *     that have an alarm.
         */
        get: operations["list_payments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{payment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One payment. */
        get: operations["get_payment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{payment_id}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take (a part of) what is authorized. */
        post: operations["capture_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{payment_id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back (a part of) what was captured. Refunds that are still on their way count as given back. */
        post: operations["refund_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{payment_id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up what is authorized. */
        post: operations["void_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products, narrowed down and counted.
         * @description `q` finds words in titles, options, attributes, SKUs, categories and descriptions and forgives slips. `category`
         *     is an id or slug and includes what stands below. Prices are whole minor units of the lowest price of a product.
         *     `attr.<name>=<value>` narrows by attribute or option; several values of one name widen it. Each facet is counted
         *     without its own narrowing. In a catalogue of more than 20,000 products `total` and `facets` may be ten seconds older
         *     than `items`. `status` other than `published` is for staff.
         */
        get: operations["list_products"];
        put?: never;
        /** A new draft. Without `slug` one is made of the title. */
        post: operations["create_product"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{product_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One product by id or slug. What is not published is there for staff only, whose `ETag` is the version. */
        get: operations["get_product"];
        put?: never;
        post?: never;
        /** Put a product away for good; its SKUs and slug stay its own. */
        delete: operations["archive_product"];
        options?: never;
        head?: never;
        /** Describe a product otherwise; members that are absent stay as they are. */
        patch: operations["edit_product"];
        trace?: never;
    };
    "/v1/products/{product_id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show a product to everybody; inventory makes a stock level of 0 for each new variant. */
        post: operations["publish_product"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{product_id}/unpublish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hide a product from shoppers; it is a draft again. */
        post: operations["unpublish_product"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{product_id}/variants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One more variant to buy. */
        post: operations["add_variant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders, units and money by day, week or month. Days before yesterday may be told as they were ten minutes ago. */
        get: operations["report_sales"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is kept for an order: one reservation or none. */
        get: operations["list_reservations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each role may do. */
        get: operations["list_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What somebody who typed so far may mean; slips are forgiven. */
        get: operations["suggest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipping-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How orders can be sent, the cheapest first. Who may change them also sees those that are switched off. */
        get: operations["list_shipping_methods"];
        put?: never;
        /** A new way of shipping. */
        post: operations["open_shipping_method"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipping-methods/{method_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a way of shipping; orders already placed keep what was agreed. */
        patch: operations["change_shipping_method"];
        trace?: never;
    };
    "/v1/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much there is of these SKUs, in the order asked; unknown ones are absent. */
        get: operations["get_stock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock-levels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stock of every SKU in the order of SKUs; with `on_hand_max` what runs out, the emptiest first. */
        get: operations["list_levels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/{sku}/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count, receive or write off: an entry of the ledger. */
        post: operations["adjust_stock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/{sku}/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledger of a SKU, newest first. What orders took is in their reservations. */
        get: operations["list_movements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tax-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is added to prices, or contained in them. */
        get: operations["get_tax_rates"];
        /** New rates in place of the old ones; orders already placed keep theirs. */
        put: operations["put_tax_rates"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People, the newest first. */
        get: operations["list_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person. */
        get: operations["get_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change roles, disable or enable. What is taken away is refused everywhere at once. */
        patch: operations["edit_user"];
        trace?: never;
    };
    "/v1/users/{user_id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sign-ins of a person and what staff changed, the newest first. */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/variants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Variants by SKU (`?sku=a,b`, at most 100), in the order asked; what is not published is left out. */
        get: operations["list_variants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/variants/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sell a variant no longer; a published product keeps at least one. */
        delete: operations["remove_variant"];
        options?: never;
        head?: never;
        /** Change a variant, its price for instance; `If-Match` is the product's version. */
        patch: operations["edit_variant"];
        trace?: never;
    };
    "/v1/webhooks/{gateway}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A delivery of a gateway, signed by it. Repeated and out-of-order deliveries have one effect. */
        post: operations["receive_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AcceptedView */
        AcceptedView: {
            /** @default accepted */
            status?: string;
        };
        /** Address */
        Address: {
            city: string;
            country: string;
            line1: string;
            line2?: string | null;
            name: string;
            phone?: string | null;
            postal_code: string;
            region?: string | null;
        };
        /** AddressList */
        AddressList: {
            items: components["schemas"]["AddressView"][];
            next_cursor?: string | null;
        };
        /** AddressView */
        AddressView: {
            city: string;
            country: string;
            id: string;
            is_default: boolean;
            line1: string;
            line2: string | null;
            name: string;
            phone: string | null;
            postal_code: string;
            region: string | null;
        };
        /** AdjustmentBody */
        AdjustmentBody: {
            delta?: number | null;
            expected_on_hand?: number | null;
            location_id?: string | null;
            reason: string;
            set_to?: number | null;
        };
        /** AuditList */
        AuditList: {
            items: components["schemas"]["AuditView"][];
            next_cursor: string | null;
        };
        /** AuditReport */
        AuditReport: {
            findings: components["schemas"]["FindingView"][];
            recent: components["schemas"]["PassView"] | null;
            whole: components["schemas"]["PassView"] | null;
        };
        /** AuditView */
        AuditView: {
            action: string;
            actor_id: string | null;
            after: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            at: string;
            before: {
                [key: string]: unknown;
            } | null;
            id: string;
            ip_address: string | null;
            user_agent: string | null;
        };
        /** BalanceList */
        BalanceList: {
            items: components["schemas"]["BalanceView"][];
        };
        /** BalanceView */
        BalanceView: {
            account: string;
            credit: number;
            currency: string;
            debit: number;
        };
        /**
         * By
         * @description Who made an order move.
         * @enum {string}
         */
        By: "customer" | "staff" | "inventory" | "payment" | "watchdog";
        /** CancelBody */
        CancelBody: {
            reason?: string | null;
        };
        /** CaptureBody */
        CaptureBody: {
            amount?: components["schemas"]["Money"] | null;
        };
        /** CartLineView */
        CartLineView: {
            image: string | null;
            problems: components["schemas"]["CartProblem"][];
            product_id: string | null;
            quantity: number;
            sku: string;
            title: string;
            total: components["schemas"]["Money"] | null;
            unit_price: components["schemas"]["Money"] | null;
        };
        /** CartProblem */
        CartProblem: {
            available?: number | null;
            code: components["schemas"]["ProblemCode"];
            detail: string;
            sku?: string | null;
        };
        /** CartView */
        CartView: {
            /** Format: date-time */
            created_at: string;
            currency: string;
            id: string;
            lines: components["schemas"]["CartLineView"][];
            order_id: string | null;
            problems: components["schemas"]["CartProblem"][];
            totals: components["schemas"]["Totals"];
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** Categories */
        Categories: {
            items: components["schemas"]["CategoryNode"][];
        };
        /** CategoryNode */
        CategoryNode: {
            children: components["schemas"]["CategoryNode"][];
            id: string;
            position: number;
            slug: string;
            title: string;
            version: number;
        };
        /** CategoryRef */
        CategoryRef: {
            id: string;
            slug: string;
            title: string;
        };
        /** CategoryView */
        CategoryView: {
            id: string;
            parent_id: string | null;
            position: number;
            slug: string;
            title: string;
            version: number;
        };
        /** ChangeBody */
        ChangeBody: {
            current: string;
            new: string;
        };
        /** DropBody */
        DropBody: {
            confirm: string;
            reason: string;
        };
        /** EditBody */
        EditBody: {
            locale?: string;
            name?: string;
        };
        /** EditCategoryBody */
        EditCategoryBody: {
            parent?: string | null;
            position?: number;
            slug?: string;
            title?: string;
        };
        /** EditProductBody */
        EditProductBody: {
            attributes?: {
                [key: string]: string | number | boolean | string[];
            };
            category?: string;
            description?: string;
            media?: (string | components["schemas"]["MediaBody"])[];
            options?: components["schemas"]["OptionBody"][];
            seo?: components["schemas"]["SeoBody"];
            slug?: string;
            title?: string;
        };
        /** EditUserBody */
        EditUserBody: {
            disabled?: boolean;
            roles?: ("customer" | "catalog_manager" | "warehouse" | "support" | "finance" | "admin")[];
        };
        /** EditVariantBody */
        EditVariantBody: {
            compare_at?: components["schemas"]["Price"] | null;
            image?: string | null;
            options?: {
                [key: string]: string;
            };
            price?: components["schemas"]["Price"];
            tax_class?: string;
            title?: string | null;
            weight_g?: number;
        };
        /** EntryList */
        EntryList: {
            items: components["schemas"]["EntryView"][];
            next_cursor: string | null;
        };
        /** EntryView */
        EntryView: {
            account: string;
            /** Format: date-time */
            at: string;
            credit: number;
            currency: string;
            debit: number;
            id: string;
            payment_id: string;
        };
        /** EnvelopeView */
        EnvelopeView: {
            cause: string | null;
            id: string | null;
            source: string | null;
            subject: string | null;
            time: string | null;
            traceparent: string | null;
            type: string | null;
        };
        /** FacetValue */
        FacetValue: {
            count: number;
            title: string;
            value: string;
        };
        /** FactView */
        FactView: {
            /** Format: date-time */
            at: string;
            cause: string | null;
            data: unknown;
            hearings: components["schemas"]["HearingView"][];
            id: string;
            is_sent: boolean;
            resends: number;
            source: string;
            trace_id: string | null;
            type: string;
        };
        /** FieldError */
        FieldError: {
            detail: string;
            pointer: string;
        };
        /** FindingView */
        FindingView: {
            about: string;
            /** Format: date-time */
            first_seen_at: string;
            invariant: string;
            /** Format: date-time */
            last_seen_at: string;
            what: string;
        };
        /** ForgotBody */
        ForgotBody: {
            email: string;
        };
        /**
         * FulfillmentStatus
         * @enum {string}
         */
        FulfillmentStatus: "shipped" | "delivered";
        /** HearingView */
        HearingView: {
            /** Format: date-time */
            at: string | null;
            consumer: string;
            /** @enum {string} */
            fate: "heard" | "waiting" | "put_off" | "given_up" | "unsent";
            reason: string | null;
            service: string;
        };
        /** HistoryView */
        HistoryView: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @enum {string} */
            status: "pending" | "action_required" | "authorized" | "captured" | "partially_refunded" | "refunded" | "declined" | "voided" | "unknown" | "disputed";
        };
        /** InvariantView */
        InvariantView: {
            checked: number;
            id: string;
            meaning: string;
            name: string;
            note: string | null;
            violations: number;
            waiting: number;
        };
        /**
         * InventoryStatus
         * @description Where a reservation stands.
         * @enum {string}
         */
        InventoryStatus: "held" | "committed" | "released" | "returned";
        /** JournalList */
        JournalList: {
            items: components["schemas"]["JournalView"][];
            next_cursor: string | null;
        };
        /** JournalView */
        JournalView: {
            /** @enum {string} */
            act: "retry" | "drop";
            actor_id: string;
            /** Format: date-time */
            at: string;
            consumer: string;
            data: unknown;
            id: string;
            letter_id: string;
            /** @enum {string} */
            outcome: "asked" | "done" | "gone";
            reason: string;
            type: string;
            why_dead: string;
        };
        /** KeySetView */
        KeySetView: {
            keys: {
                [key: string]: string;
            }[];
        };
        /** LetterList */
        LetterList: {
            items: components["schemas"]["LetterView"][];
            next_cursor: string | null;
        };
        /** LetterView */
        LetterView: {
            /** Format: date-time */
            at: string;
            attempts: number;
            consumer: string;
            event_id: string;
            id: string;
            reason: string;
            service: string;
            type: string;
        };
        /** LineBody */
        LineBody: {
            quantity: number;
            sku: string;
        };
        /** LineItem */
        LineItem: {
            discount: components["schemas"]["Money"];
            image?: string | null;
            product_id: string;
            quantity: number;
            sku: string;
            tax: components["schemas"]["Money"];
            title: string;
            total: components["schemas"]["Money"];
            unit_price: components["schemas"]["Money"];
        };
        /** ListeningView */
        ListeningView: {
            consumer: string;
            dead_letters: number;
            event: string;
            /** Format: date-time */
            oldest_waiting_at: string | null;
            put_off: number;
            waiting: number | null;
        };
        /** LocationBody */
        LocationBody: {
            /** @default false */
            is_default?: boolean;
            name: string;
        };
        /** LocationChangeBody */
        LocationChangeBody: {
            is_default?: boolean | null;
            name?: string | null;
        };
        /** LocationList */
        LocationList: {
            items: components["schemas"]["LocationView"][];
            next_cursor: string | null;
        };
        /** LocationView */
        LocationView: {
            /** Format: date-time */
            created_at: string;
            id: string;
            is_default: boolean;
            name: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** LoginBody */
        LoginBody: {
            email: string;
            otp?: string | null;
            password: string;
        };
        /** MediaBody */
        MediaBody: {
            alt?: string | null;
            id: string;
        };
        /** MediaView */
        MediaView: {
            alt: string;
            height: number;
            id: string;
            thumbnails: {
                [key: string]: string;
            };
            url: string;
            width: number;
        };
        /** Money */
        Money: {
            amount: number;
            currency: string;
        };
        /** MovementList */
        MovementList: {
            items: components["schemas"]["MovementView"][];
            next_cursor: string | null;
        };
        /** MovementView */
        MovementView: {
            actor: string;
            /** Format: date-time */
            at: string;
            delta: number;
            id: string;
            location_id: string;
            on_hand: number;
            reason: string;
            sku: string;
        };
        /** NewCategoryBody */
        NewCategoryBody: {
            parent?: string | null;
            /** @default 0 */
            position?: number;
            slug?: string | null;
            title: string;
        };
        /** NewProductBody */
        NewProductBody: {
            attributes?: {
                [key: string]: string | number | boolean | string[];
            };
            category: string;
            /** @default  */
            description?: string;
            media?: (string | components["schemas"]["MediaBody"])[];
            options?: components["schemas"]["OptionBody"][];
            seo?: components["schemas"]["SeoBody"];
            slug?: string | null;
            title: string;
            variants?: components["schemas"]["VariantBody"][];
        };
        /** NextAction */
        NextAction: {
            /** @default redirect */
            type?: string;
            url: string;
        };
        /** NextActionView */
        NextActionView: {
            type: string;
            url: string;
        };
        /** NotificationList */
        NotificationList: {
            items: components["schemas"]["NotificationView"][];
            next_cursor: string | null;
        };
        /** NotificationView */
        NotificationView: {
            again_of: string | null;
            attempts: number;
            by: string | null;
            channel: string;
            /** Format: date-time */
            created_at: string;
            id: string;
            kind: string;
            order_id: string | null;
            reason: string | null;
            /** Format: date-time */
            sent_at: string | null;
            status: string;
            to: string | null;
        };
        /** OfferedMethodView */
        OfferedMethodView: {
            days_max: number;
            days_min: number;
            id: string;
            price: components["schemas"]["Money"];
            title: string;
        };
        /** OpenCartBody */
        OpenCartBody: Record<string, never>;
        /** OpenLetterView */
        OpenLetterView: {
            /** Format: date-time */
            at: string;
            attempts: number;
            consumer: string;
            data: unknown;
            envelope: components["schemas"]["EnvelopeView"] | null;
            event_id: string;
            id: string;
            raw: string | null;
            reason: string;
            service: string;
            type: string;
        };
        /** OptionBody */
        OptionBody: {
            name: string;
            values: string[];
        };
        /** OptionView */
        OptionView: {
            name: string;
            values: string[];
        };
        /** OrderAddressBody */
        OrderAddressBody: {
            city: string;
            country: string;
            line1: string;
            line2?: string | null;
            name: string;
            phone?: string | null;
            postal_code: string;
            region?: string | null;
        };
        /** OrderList */
        OrderList: {
            items: components["schemas"]["OrderView"][];
            next_cursor: string | null;
        };
        /** OrderPaymentView */
        OrderPaymentView: {
            id: string | null;
            next_action: components["schemas"]["NextAction"] | null;
            refunded?: components["schemas"]["Money"];
            status: components["schemas"]["PaymentStatus"];
        };
        /**
         * OrderStatus
         * @enum {string}
         */
        OrderStatus: "placed" | "awaiting_payment" | "confirmed" | "partially_fulfilled" | "fulfilled" | "completed" | "cancelled";
        /** OrderView */
        OrderView: {
            billing_address: components["schemas"]["Address"] | null;
            /** Format: date-time */
            created_at: string;
            email: string;
            fulfillments: components["schemas"]["ParcelView"][];
            history: components["schemas"]["Step"][];
            id: string;
            lines: components["schemas"]["LineItem"][];
            number: string;
            payment: components["schemas"]["OrderPaymentView"];
            reason: components["schemas"]["Reason"] | null;
            returns: components["schemas"]["ReturnView"][];
            shipping_address: components["schemas"]["Address"];
            shipping_method: string;
            status: components["schemas"]["OrderStatus"];
            token?: string;
            totals: components["schemas"]["Totals"];
            user_id?: string | null;
            version: number;
        };
        /** Overview */
        Overview: {
            /** Format: date-time */
            at: string;
            broker: boolean;
            processes: components["schemas"]["ProcessView"][] | null;
            services: components["schemas"]["ServiceView"][];
            stuck: number;
            violations: number;
        };
        /** OwnedVariantView */
        OwnedVariantView: {
            available: number;
            backorderable: boolean;
            compare_at: components["schemas"]["Money"] | null;
            image: string | null;
            options: {
                [key: string]: string;
            };
            price: components["schemas"]["Money"];
            product_id: string;
            product_slug: string;
            product_title: string;
            sku: string;
            tax_class: string;
            title: string;
            version: number;
            weight_g: number;
        };
        /** ParcelBody */
        ParcelBody: {
            carrier: string;
            lines: components["schemas"]["ParcelLineBody"][];
            tracking_number: string;
        };
        /** ParcelLineBody */
        ParcelLineBody: {
            quantity: number;
            sku: string;
        };
        /** ParcelView */
        ParcelView: {
            carrier: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            delivered_at: string | null;
            id: string;
            lines: components["schemas"]["Wanted"][];
            order_id: string;
            status: components["schemas"]["FulfillmentStatus"];
            tracking_number: string;
        };
        /** PassView */
        PassView: {
            /** Format: date-time */
            began_at: string;
            /** Format: date-time */
            ended_at: string;
            invariants: components["schemas"]["InvariantView"][];
        };
        /** PaymentBody */
        PaymentBody: {
            gateway: string;
            token: string;
        };
        /** PaymentList */
        PaymentList: {
            items: components["schemas"]["PaymentView"][];
            next_cursor: string | null;
        };
        /**
         * PaymentStatus
         * @description What the order knows of its payment; the payment service knows better.
         * @enum {string}
         */
        PaymentStatus: "pending" | "action_required" | "authorized" | "captured" | "partially_refunded" | "refunded" | "declined" | "voided" | "disputed";
        /** PaymentView */
        PaymentView: {
            alarm?: string;
            amount: components["schemas"]["Money"];
            attempts: number;
            captured: components["schemas"]["Money"];
            charge_id?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            first_called_at?: string;
            gateway: string;
            history: components["schemas"]["HistoryView"][];
            id: string;
            next_action?: components["schemas"]["NextActionView"];
            /** Format: date-time */
            next_call_at?: string;
            order_id: string;
            reason?: string;
            refundable: components["schemas"]["Money"];
            refunded: components["schemas"]["Money"];
            refunds: components["schemas"]["RefundView"][];
            /** @enum {string} */
            status: "pending" | "action_required" | "authorized" | "captured" | "partially_refunded" | "refunded" | "declined" | "voided" | "unknown" | "disputed";
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** PlaceOrderBody */
        PlaceOrderBody: {
            billing_address?: components["schemas"]["OrderAddressBody"] | null;
            cart_id?: string | null;
            email: string;
            expected_total?: components["schemas"]["Money"] | null;
            lines?: components["schemas"]["LineBody"][] | null;
            payment: components["schemas"]["PaymentBody"];
            shipping_address: components["schemas"]["OrderAddressBody"];
            shipping_method: string;
        };
        /** Price */
        Price: {
            amount: number;
            currency: string;
        };
        /** PriceRange */
        PriceRange: {
            max: number | null;
            min: number | null;
        };
        /** Problem */
        Problem: {
            /** @default  */
            detail?: string;
            errors?: components["schemas"]["FieldError"][] | null;
            /** @default  */
            instance?: string;
            status: number;
            title: string;
            type: string;
        };
        /**
         * ProblemCode
         * @description What may be wrong with a cart or one of its lines.
         * @enum {string}
         */
        ProblemCode: "not-for-sale" | "out-of-stock" | "not-enough-stock" | "cart-already-ordered" | "availability-unknown" | "price-unknown";
        /** ProcessView */
        ProcessView: {
            name: string;
            pid: number | null;
            port: number | null;
            ready: boolean;
            reason: string | null;
            restarts: number;
            /** Format: date-time */
            started_at: string | null;
            state: string;
        };
        /** ProductPage */
        ProductPage: {
            facets: {
                [key: string]: components["schemas"]["FacetValue"][] | components["schemas"]["PriceRange"];
            };
            items: components["schemas"]["SummaryView"][];
            next_cursor: string | null;
            total: number;
        };
        /** ProductView */
        ProductView: {
            attributes: {
                [key: string]: string | number | boolean | string[];
            };
            available: boolean;
            category: components["schemas"]["CategoryRef"] | null;
            category_path: components["schemas"]["CategoryRef"][];
            /** Format: date-time */
            created_at: string;
            description: string;
            id: string;
            media: components["schemas"]["MediaView"][];
            options: components["schemas"]["OptionView"][];
            /** Format: date-time */
            published_at: string | null;
            rating: components["schemas"]["RatingView"];
            seo: components["schemas"]["SeoView"];
            slug: string;
            status: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            variants: components["schemas"]["VariantView"][];
            version: number;
        };
        /** QuantityBody */
        QuantityBody: {
            quantity: number;
        };
        /** QuoteBody */
        QuoteBody: {
            shipping_address: components["schemas"]["WhereBody"];
            shipping_method?: string | null;
        };
        /** QuoteView */
        QuoteView: {
            lines: components["schemas"]["LineItem"][];
            problems: components["schemas"]["CartProblem"][];
            shipping_method: string | null;
            shipping_methods: components["schemas"]["OfferedMethodView"][];
            totals: components["schemas"]["Totals"];
        };
        /** RatingView */
        RatingView: {
            average: number;
            count: number;
        };
        /**
         * Reason
         * @description Why an order was cancelled.
         * @enum {string}
         */
        Reason: "out_of_stock" | "payment_declined" | "expired" | "customer" | "staff";
        /** Received */
        Received: {
            /** @default true */
            received?: boolean;
        };
        /** RefreshBody */
        RefreshBody: {
            refresh_token: string;
        };
        /** RefundBody */
        RefundBody: {
            amount?: components["schemas"]["Money"] | null;
            reason: string;
        };
        /** RefundView */
        RefundView: {
            amount: components["schemas"]["Money"];
            by: string;
            /** Format: date-time */
            created_at: string;
            failure?: string;
            /** Format: date-time */
            finished_at?: string;
            id: string;
            payment_id: string;
            reason: string;
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed";
        };
        /** RegisterBody */
        RegisterBody: {
            email: string;
            /** @default en */
            locale?: string;
            name: string;
            password: string;
        };
        /** ReservationList */
        ReservationList: {
            items: components["schemas"]["ReservationView"][];
        };
        /** ReservationView */
        ReservationView: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            lines: components["schemas"]["ReservedLineView"][];
            order_id: string;
            reason: components["schemas"]["Why"] | null;
            status: components["schemas"]["InventoryStatus"];
            /** Format: date-time */
            updated_at: string;
        };
        /** ReservedLineView */
        ReservedLineView: {
            location_id: string;
            quantity: number;
            sku: string;
        };
        /** ResetBody */
        ResetBody: {
            password: string;
            token: string;
        };
        /** RetryBody */
        RetryBody: {
            reason?: string | null;
        };
        /** ReturnView */
        ReturnView: {
            id: string;
            status: string;
        };
        /** RoleList */
        RoleList: {
            items: components["schemas"]["RoleView"][];
        };
        /** RoleView */
        RoleView: {
            role: string;
            scopes: string[];
        };
        /** SagaView */
        SagaView: {
            facts: components["schemas"]["FactView"][];
            is_whole: boolean;
            number: string;
            order_id: string;
            payment: string | null;
            /** Format: date-time */
            placed_at: string;
            reservation: string | null;
            stage: string;
            status: string;
            steps: components["schemas"]["StepView"][];
            trace_ids: string[];
        };
        /** SalesReport */
        SalesReport: {
            /** Format: date */
            begin: string;
            /** Format: date */
            end: string;
            interval: string;
            items: components["schemas"]["SalesView"][];
        };
        /** SalesView */
        SalesView: {
            /** Format: date */
            begin: string;
            discount: components["schemas"]["Money"];
            orders: number;
            shipping: components["schemas"]["Money"];
            subtotal: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
            units: number;
        };
        /**
         * SeoBody
         * @default {
         *       "title": "",
         *       "description": ""
         *     }
         */
        SeoBody: {
            /** @default  */
            description?: string;
            /** @default  */
            title?: string;
        };
        /** SeoView */
        SeoView: {
            description: string;
            title: string;
        };
        /** ServiceView */
        ServiceView: {
            dead_letters: number;
            listening: components["schemas"]["ListeningView"][];
            name: string;
            /** Format: date-time */
            oldest_unsent_at: string | null;
            put_off: number;
            ready: number | null;
            total: number | null;
            unsent: number;
        };
        /** SessionList */
        SessionList: {
            items: components["schemas"]["SessionView"][];
            next_cursor?: string | null;
        };
        /** SessionView */
        SessionView: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            ip_address: string;
            is_current: boolean;
            /** Format: date-time */
            last_used_at: string;
            user_agent: string;
        };
        /** ShelfView */
        ShelfView: {
            location_id: string;
            on_hand: number;
            reserved: number;
        };
        /** ShippingMethodBody */
        ShippingMethodBody: {
            countries?: string[] | null;
            days_max: number;
            days_min: number;
            id: string;
            /** @default true */
            is_active?: boolean;
            price: components["schemas"]["Money"];
            title: string;
        };
        /** ShippingMethodChangeBody */
        ShippingMethodChangeBody: {
            countries?: string[] | null;
            days_max?: number | null;
            days_min?: number | null;
            is_active?: boolean | null;
            price?: components["schemas"]["Money"] | null;
            title?: string | null;
        };
        /** ShippingMethodList */
        ShippingMethodList: {
            items: components["schemas"]["ShippingMethodView"][];
        };
        /** ShippingMethodView */
        ShippingMethodView: {
            countries: string[];
            days_max: number;
            days_min: number;
            id: string;
            is_active: boolean;
            price: components["schemas"]["Money"];
            title: string;
            version: number;
        };
        /** Step */
        Step: {
            actor?: string | null;
            /** Format: date-time */
            at: string;
            by: components["schemas"]["By"];
            note?: string | null;
            status: components["schemas"]["OrderStatus"];
        };
        /** StepView */
        StepView: {
            /** Format: date-time */
            at: string;
            by: string;
            service: string;
            what: string;
        };
        /** StockList */
        StockList: {
            items: components["schemas"]["StockView"][];
        };
        /** StockPage */
        StockPage: {
            items: components["schemas"]["StockView"][];
            next_cursor: string | null;
        };
        /** StockView */
        StockView: {
            available: number;
            /** @default false */
            backorderable?: boolean;
            locations?: components["schemas"]["ShelfView"][];
            on_hand?: number;
            reserved?: number;
            sku: string;
        };
        /** StuckList */
        StuckList: {
            items: components["schemas"]["StuckView"][];
            next_cursor: string | null;
        };
        /** StuckView */
        StuckView: {
            /** Format: date-time */
            deadline: string | null;
            /** @enum {string} */
            kind: "overdue" | "asked_again" | "with_customer" | "waiting";
            /** Format: date-time */
            next_look_at: string;
            number: string;
            order_id: string;
            payment_status: string;
            question: string | null;
            /** Format: date-time */
            since: string;
            stage: string;
            status: string;
            tries: number;
        };
        /** Suggestion */
        Suggestion: {
            category?: string | null;
            product_id?: string | null;
            slug?: string | null;
            text: string;
        };
        /** Suggestions */
        Suggestions: {
            items: components["schemas"]["Suggestion"][];
        };
        /** SummaryView */
        SummaryView: {
            available: boolean;
            category: components["schemas"]["CategoryRef"] | null;
            compare_at: components["schemas"]["Money"] | null;
            id: string;
            image: string | null;
            price_from: components["schemas"]["Money"] | null;
            price_varies: boolean;
            rating: components["schemas"]["RatingView"];
            slug: string;
            status: string;
            thumbnails: {
                [key: string]: string;
            };
            title: string;
        };
        /** TaxRate */
        TaxRate: {
            country: string;
            rate_bp: number;
            tax_class: string;
        };
        /** TaxRateBody */
        TaxRateBody: {
            country: string;
            rate_bp: number;
            tax_class: string;
        };
        /** TaxTableBody */
        TaxTableBody: {
            items: components["schemas"]["TaxRateBody"][];
            /** @default true */
            prices_include_tax?: boolean;
        };
        /** TaxTableView */
        TaxTableView: {
            items: components["schemas"]["TaxRate"][];
            prices_include_tax: boolean;
            version: number;
        };
        /** TokensView */
        TokensView: {
            access_token: string;
            expires_in: number;
            refresh_token: string;
            token_type: string;
            user: components["schemas"]["UserView"];
        };
        /** Totals */
        Totals: {
            discount: components["schemas"]["Money"];
            shipping: components["schemas"]["Money"];
            subtotal: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            /** @default true */
            tax_included?: boolean;
            total: components["schemas"]["Money"];
        };
        /** Upload */
        Upload: {
            /** Format: binary */
            file: string;
        };
        /** UserAddressBody */
        UserAddressBody: {
            city: string;
            country: string;
            /** @default false */
            is_default?: boolean;
            line1: string;
            line2?: string | null;
            name: string;
            phone?: string | null;
            postal_code: string;
            region?: string | null;
        };
        /** UserList */
        UserList: {
            items: components["schemas"]["UserView"][];
            next_cursor: string | null;
        };
        /** UserView */
        UserView: {
            /** Format: date-time */
            created_at: string;
            disabled: boolean;
            email: string;
            email_verified: boolean;
            id: string;
            locale: string;
            name: string;
            roles: string[];
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** VariantBody */
        VariantBody: {
            compare_at?: components["schemas"]["Price"] | null;
            image?: string | null;
            options?: {
                [key: string]: string;
            };
            price: components["schemas"]["Price"];
            sku: string;
            /** @default standard */
            tax_class?: string;
            title?: string | null;
            /** @default 0 */
            weight_g?: number;
        };
        /** Variants */
        Variants: {
            items: components["schemas"]["OwnedVariantView"][];
        };
        /** VariantView */
        VariantView: {
            available: number;
            backorderable: boolean;
            compare_at: components["schemas"]["Money"] | null;
            image: string | null;
            options: {
                [key: string]: string;
            };
            price: components["schemas"]["Money"];
            sku: string;
            tax_class: string;
            title: string;
            weight_g: number;
        };
        /** VerifyBody */
        VerifyBody: {
            token: string;
        };
        /** Wanted */
        Wanted: {
            quantity: number;
            sku: string;
        };
        /** WhereBody */
        WhereBody: {
            city?: string | null;
            country: string;
            line1?: string | null;
            line2?: string | null;
            name?: string | null;
            phone?: string | null;
            postal_code?: string | null;
            region?: string | null;
        };
        /**
         * Why
         * @description Why a reservation holds nothing.
         * @enum {string}
         */
        Why: "out_of_stock" | "cancelled" | "asked";
    };
    responses: {
        /** @description The request cannot be read */
        400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Sign in first */
        401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description You may not do this */
        403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing, or not for you */
        404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description This method is not for this resource */
        405: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description This cannot be done as things stand */
        409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Somebody changed this meanwhile */
        412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large */
        413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description This kind of content is not understood */
        415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request is not valid; `errors` says where */
        422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests */
        429: {
            headers: {
                "RateLimit-Limit"?: number;
                "RateLimit-Remaining"?: number;
                "RateLimit-Reset"?: number;
                /** @description Seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The service broke off; whether there was an effect is not known */
        502: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not available right now */
        503: {
            headers: {
                /** @description Seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The service took too long; whether there was an effect is not known */
        504: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySetView"];
                };
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_asyncapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Nothing changed (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            503: components["responses"]["503"];
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every service has a ready replica */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        services: {
                            inventory: {
                                ready: number;
                                total: number;
                            };
                            notification: {
                                ready: number;
                                total: number;
                            };
                            order: {
                                ready: number;
                                total: number;
                            };
                            payment: {
                                ready: number;
                                total: number;
                            };
                            product: {
                                ready: number;
                                total: number;
                            };
                            user: {
                                ready: number;
                                total: number;
                            };
                        };
                        /** @enum {string} */
                        status: "ok" | "unavailable";
                    };
                };
            };
            /** @description Some service has none */
            503: {
                headers: {
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        services: {
                            inventory: {
                                ready: number;
                                total: number;
                            };
                            notification: {
                                ready: number;
                                total: number;
                            };
                            order: {
                                ready: number;
                                total: number;
                            };
                            payment: {
                                ready: number;
                                total: number;
                            };
                            product: {
                                ready: number;
                                total: number;
                            };
                            user: {
                                ready: number;
                                total: number;
                            };
                        };
                        /** @enum {string} */
                        status: "ok" | "unavailable";
                    };
                };
            };
        };
    };
    get_media: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As in a medium's `url` */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                };
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Nothing changed (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            503: components["responses"]["503"];
        };
    };
    get_audit_report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditReport"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    verify_email: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyBody"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            /** @description `validation-failed` · `token-invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensView"];
                };
            };
            400: components["responses"]["400"];
            /** @description `invalid-credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    logout_all: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    forgot_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotBody"];
            };
        };
        responses: {
            /** @description Under way */
            202: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedView"];
                };
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetBody"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            /** @description `validation-failed` · `token-invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensView"];
                };
            };
            400: components["responses"]["400"];
            /** @description `token-reused` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterBody"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensView"];
                };
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            /** @description `email-taken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    open_cart: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OpenCartBody"] | null;
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_cart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cart_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
                };
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    put_cart_line: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cart_id: string;
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuantityBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
                };
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            /** @description `cart-already-ordered` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    delete_cart_line: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cart_id: string;
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            /** @description `cart-already-ordered` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    quote_cart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cart_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuoteView"];
                };
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            /** @description `cart-empty` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_categories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Categories"];
                };
            };
            /** @description Nothing changed (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    create_category: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCategoryBody"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `slug-taken` · `category-move-not-allowed` · `too-many` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    delete_category: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                /** @description A category's id */
                category_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `category-not-empty` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    edit_category: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                /** @description A category's id */
                category_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditCategoryBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `slug-taken` · `category-move-not-allowed` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    deliver_parcel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path: {
                fulfillment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `transition-not-allowed` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_ledger_balances: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_ledger_entries: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description Items on a page */
                limit?: number;
                payment_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_locations: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description Items on a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    open_location: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LocationBody"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `too-many-locations` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    change_location: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                location_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LocationChangeBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    edit_me: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_addresses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    add_address: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserAddressBody"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            /** @description `too-many-addresses` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    change_address: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                address_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserAddressBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    delete_address: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                address_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    request_verification: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Under way */
            202: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeBody"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            /** @description `invalid-credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    upload_media: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Upload"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `image-too-large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-an-image` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description Items on a page */
                limit?: number;
                /** @description The order that they are about */
                order_id?: string;
                /** @description The recipient's address */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    resend_notification: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path: {
                email_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `mail-on-its-way` · `mail-not-kept` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_dead_letters: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description Items on a page */
                limit?: number;
                /** @description Only this service's */
                service?: "user" | "product" | "inventory" | "order" | "payment" | "notification";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_dead_letter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                letter_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenLetterView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    drop_dead_letter: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path: {
                letter_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    retry_dead_letter: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path: {
                letter_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RetryBody"] | null;
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_journal: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description About this letter */
                letter_id?: string;
                /** @description Items on a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_saga: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SagaView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_operations_overview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_stuck_orders: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description Items on a page */
                limit?: number;
                /** @description Seconds without progress */
                older_than_s?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StuckList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_orders: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description Staff: only this address's orders */
                email?: string;
                /** @description Placed on this day (UTC) or later */
                from?: string;
                /** @description Items on a page */
                limit?: number;
                /** @description Staff: an id, a number, or how an address begins */
                q?: string;
                /** @description By when they were placed */
                sort?: "newest" | "oldest";
                /** @description Staff: only orders that stand there */
                status?: components["schemas"]["OrderStatus"];
                /** @description Placed on this day (UTC) or earlier */
                to?: string;
                /** @description Staff: only this person's orders */
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    place_order: {
        parameters: {
            query?: never;
            header: {
                /** @description What mails about it are written in: en or de; the first when absent. */
                "Accept-Language"?: string;
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key": string;
                /** @description `wait=N`: answer when there is news, or after N seconds (RFC 7240). */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceOrderBody"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            /** @description There was no news yet when the wait ran out */
            202: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `price-changed` · `out-of-stock` · `cart-empty` · `cart-already-ordered` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            /** @description `validation-failed` · `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_order: {
        parameters: {
            query?: {
                /** @description The `token` of a guest's order */
                token?: string;
            };
            header?: never;
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    cancel_order: {
        parameters: {
            query?: {
                /** @description The `token` of a guest's order */
                token?: string;
            };
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelBody"] | null;
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            /** @description `transition-not-allowed` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    follow_order: {
        parameters: {
            query?: {
                /** @description The `token` of a guest's order */
                token?: string;
            };
            header?: never;
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stream Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    fulfill_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParcelBody"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `transition-not-allowed` · `exceeds-ordered` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_payments: {
        parameters: {
            query?: {
                /** @description Only those that somebody has to look at; `status` is not heeded then */
                attention?: boolean;
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description Items on a page */
                limit?: number;
                order_id?: string;
                /** @description Only where they stand there */
                status?: ("pending" | "action_required" | "authorized" | "captured" | "partially_refunded" | "refunded" | "declined" | "voided" | "unknown" | "disputed")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_payment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    capture_payment: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key": string;
            };
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CaptureBody"] | null;
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `transition-not-allowed` · `exceeds-authorized` · `currency-mismatch` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    refund_payment: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key": string;
            };
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundBody"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `transition-not-allowed` · `exceeds-captured` · `currency-mismatch` · `too-many-refunds` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    void_payment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `transition-not-allowed` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_products: {
        parameters: {
            query?: {
                /** @description Id or slug */
                category?: string;
                cursor?: string;
                /** @description Only what can be had now */
                in_stock?: boolean;
                limit?: number;
                /** @description In minor units */
                max_price?: number;
                /** @description In minor units */
                min_price?: number;
                /** @description Words to find */
                q?: string;
                /** @description Order; `-price` is dearest first */
                sort?: "relevance" | "price" | "-price" | "newest" | "rating" | "title";
                status?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductPage"];
                };
            };
            /** @description Nothing changed (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            /** @description `forbidden` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            /** @description `search-warming-up` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            504: components["responses"]["504"];
        };
    };
    create_product: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProductBody"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `duplicate-sku` · `slug-taken` · `duplicate-options` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_product: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A product's id or slug */
                product_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductView"];
                };
            };
            /** @description Nothing changed (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    archive_product: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                /** @description A product's id */
                product_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `transition-not-allowed` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    edit_product: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                /** @description A product's id */
                product_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditProductBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `transition-not-allowed` · `slug-taken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    publish_product: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                /** @description A product's id */
                product_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `transition-not-allowed` · `product-not-complete` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    unpublish_product: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                /** @description A product's id */
                product_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `transition-not-allowed` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    add_variant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                /** @description A product's id */
                product_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VariantBody"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnedVariantView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `transition-not-allowed` · `duplicate-sku` · `duplicate-options` · `too-many` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    report_sales: {
        parameters: {
            query?: {
                /** @description First day; a month ago when left out */
                from?: string;
                /** @description How finely */
                interval?: "day" | "week" | "month";
                /** @description Last day; today when left out */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesReport"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_reservations: {
        parameters: {
            query: {
                order_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    suggest: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description Nothing changed (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            /** @description `search-warming-up` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            504: components["responses"]["504"];
        };
    };
    list_shipping_methods: {
        parameters: {
            query?: {
                /** @description Only those that go there */
                country?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingMethodList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    open_shipping_method: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShippingMethodBody"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingMethodView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `shipping-method-exists` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    change_shipping_method: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                method_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShippingMethodChangeBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingMethodView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_stock: {
        parameters: {
            query: {
                /** @description SKUs, separated by commas */
                sku: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_levels: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description Items on a page */
                limit?: number;
                /** @description Only what has no more units than this */
                on_hand_max?: number;
                /** @description How a SKU begins */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    adjust_stock: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for every attempt at one effect; a guest's has at least 16 characters. */
                "Idempotency-Key": string;
            };
            path: {
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustmentBody"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description `true` when the effect is that of an earlier request with this key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovementView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `stock-changed` · `stock-below-reserved` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_movements: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description Items on a page */
                limit?: number;
            };
            header?: never;
            path: {
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovementList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_tax_rates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxTableView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    put_tax_rates: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxTableBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxTableView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description Items on a page */
                limit?: number;
                /** @description Beginnings of the e-mail or of words of the name */
                q?: string;
                /** @description Only people with this role */
                role?: string;
                /** @description Only people who are more than customers */
                staff?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    edit_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditUserBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            /** @description `beyond-own-rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["404"];
            /** @description `last-admin` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string;
                /** @description Items on a page */
                limit?: number;
            };
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    list_variants: {
        parameters: {
            query: {
                sku: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variants"];
                };
            };
            /** @description Nothing changed (`If-None-Match`) */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            404: components["responses"]["404"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    remove_variant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                /** @description A variant's SKU */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `transition-not-allowed` · `product-not-complete` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    edit_variant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that is meant to be changed. */
                "If-Match"?: string;
            };
            path: {
                /** @description A variant's SKU */
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditVariantBody"];
            };
        };
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnedVariantView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `transition-not-allowed` · `duplicate-options` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-mismatch` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
    receive_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                gateway: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"];
                };
            };
            400: components["responses"]["400"];
            /** @description `invalid-signature` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            502: components["responses"]["502"];
            503: components["responses"]["503"];
            504: components["responses"]["504"];
        };
    };
}
