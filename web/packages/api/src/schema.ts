// Generated from openapi/souk.json by `npm run generate`. Change the services, not this file.

export interface paths {
    "/media/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * GetMedia
         * @description A picture. Its name is made of its content, so it may be kept for ever.
         */
        get: operations["get_media"];
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
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VerifyBody"];
                };
            };
            responses: {
                /** @description ok */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
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
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LoginBody"];
                };
            };
            responses: {
                /** @description ok */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
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
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description ok */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
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
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description ok */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
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
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ForgotBody"];
                };
            };
            responses: {
                /** @description ok */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
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
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ResetBody"];
                };
            };
            responses: {
                /** @description ok */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
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
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RefreshBody"];
                };
            };
            responses: {
                /** @description ok */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
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
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RegisterBody"];
                };
            };
            responses: {
                /** @description ok */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
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
        /**
         * OpenCart
         * @description A new cart; its id is the right to use it.
         */
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
        /**
         * GetCart
         * @description What is in it, what it costs today, and what stands in the way of buying it.
         */
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
        /**
         * PutCartLine
         * @description Want so many units of a SKU; 0 removes the line.
         */
        put: operations["put_cart_line"];
        post?: never;
        /**
         * DeleteCartLine
         * @description Do not want a SKU any more; also when it was not in the cart.
         */
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
        /**
         * QuoteCart
         * @description What the cart would cost, sent there.
         */
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
        /**
         * ListCategories
         * @description All categories, as a tree.
         */
        get: operations["list_categories"];
        put?: never;
        /**
         * CreateCategory
         * @description A new category, at the top or in `parent`.
         */
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
        /**
         * DeleteCategory
         * @description Take away a category that nothing is in.
         */
        delete: operations["delete_category"];
        options?: never;
        head?: never;
        /**
         * EditCategory
         * @description Rename, move or reorder a category.
         */
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
        /**
         * DeliverParcel
         * @description A parcel arrived; with its last one an order is completed.
         */
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
        /**
         * GetLedgerBalances
         * @description The sums per account and currency, all at one moment.
         */
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
        /**
         * ListLedgerEntries
         * @description Entries of one payment, or of all, in the order of their payments.
         */
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
        /**
         * ListLocations
         * @description Where stock is kept, in the order the places were opened.
         */
        get: operations["list_locations"];
        put?: never;
        /**
         * OpenLocation
         * @description A new place with shelves; as the default it takes over from the one that was.
         */
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
        /**
         * ChangeLocation
         * @description Rename a place, or make it the default.
         */
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
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description ok */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description ok */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SavedAddressList"];
                    };
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
            responses: {
                /** @description ok */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SavedAddress"];
                    };
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
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
        put?: never;
        post?: never;
        delete: {
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
                /** @description ok */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
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
        /**
         * UploadMedia
         * @description Store a JPEG, PNG, WebP or GIF (its first frame) of at most 20 MiB and 40 million pixels, encoded anew without
         *         metadata, with thumbnails. The same file again is the same medium.
         */
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
        /**
         * ListNotifications
         * @description Mails to one recipient, or to all, the newest first. It takes what it takes to see orders: most are about one.
         */
        get: operations["list_notifications"];
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
        /**
         * ListOrders
         * @description The newest first: one's own, or all of them for staff, who may narrow the list.
         */
        get: operations["list_orders"];
        put?: never;
        /**
         * PlaceOrder
         * @description Buy a cart, or lines, at the prices of this moment.
         *
         *         `Prefer: wait=N` answers when the order left `placed` and `awaiting_payment`, or needs the customer's action (201),
         *         or after N seconds (202). A guest's `token` opens the order again.
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
        /**
         * GetOrder
         * @description An order, for its customer, for staff, or for the guest who has its token.
         */
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
        /**
         * CancelOrder
         * @description Call an order off before anything of it was sent; goods and money come back.
         */
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
         * FollowOrder
         * @description The order as it is, and again whenever it changes: unnamed events with the order as data and its version as id.
         *
         *         Ends after a final status. `Last-Event-ID` leaves out what was seen already.
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
        /**
         * FulfillOrder
         * @description Send a parcel; what was only authorized is captured with the first.
         */
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
         * ListPayments
         * @description The payment of one order, or all payments, those of the newest orders first.
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
        /**
         * GetPayment
         * @description One payment.
         */
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
        /**
         * CapturePayment
         * @description Take (a part of) what is authorized.
         */
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
        /**
         * RefundPayment
         * @description Give back (a part of) what was captured. Refunds that are still on their way count as given back.
         */
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
        /**
         * VoidPayment
         * @description Give up what is authorized.
         */
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
         * ListProducts
         * @description Products, narrowed down and counted.
         *
         *         `q` finds words in titles, options, attributes, SKUs, categories and descriptions and forgives slips. `category`
         *         is an id or slug and includes what stands below. Prices are whole minor units of the lowest price of a product.
         *         `attr.<name>=<value>` narrows by attribute or option; several values of one name widen it. Each facet is counted
         *         without its own narrowing. `status` other than `published` is for staff.
         */
        get: operations["list_products"];
        put?: never;
        /**
         * CreateProduct
         * @description A new draft. Without `slug` one is made of the title.
         */
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
        /**
         * GetProduct
         * @description One product by id or slug. What is not published is there for staff only, whose `ETag` is the version.
         */
        get: operations["get_product"];
        put?: never;
        post?: never;
        /**
         * ArchiveProduct
         * @description Put a product away for good; its SKUs and slug stay its own.
         */
        delete: operations["archive_product"];
        options?: never;
        head?: never;
        /**
         * EditProduct
         * @description Describe a product otherwise; members that are absent stay as they are.
         */
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
        /**
         * PublishProduct
         * @description Show a product to everybody; inventory makes a stock level of 0 for each new variant.
         */
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
        /**
         * UnpublishProduct
         * @description Hide a product from shoppers; it is a draft again.
         */
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
        /**
         * AddVariant
         * @description One more variant to buy.
         */
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
        /**
         * ReportSales
         * @description Orders, units and money by day, week or month.
         */
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
        /**
         * ListReservations
         * @description What is kept for an order: one reservation or none.
         */
        get: operations["list_reservations"];
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
        /**
         * Suggest
         * @description What somebody who typed so far may mean; slips are forgiven.
         */
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
        /**
         * ListShippingMethods
         * @description How orders can be sent, the cheapest first. Who may change them also sees those that are switched off.
         */
        get: operations["list_shipping_methods"];
        put?: never;
        /**
         * OpenShippingMethod
         * @description A new way of shipping.
         */
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
        /**
         * ChangeShippingMethod
         * @description Change a way of shipping; orders already placed keep what was agreed.
         */
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
        /**
         * GetStock
         * @description How much there is of these SKUs, in the order asked; unknown ones are absent.
         */
        get: operations["get_stock"];
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
        /**
         * AdjustStock
         * @description Count, receive or write off: an entry of the ledger.
         */
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
        /**
         * ListMovements
         * @description The ledger of a SKU, newest first. What orders took is in their reservations.
         */
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
        /**
         * GetTaxRates
         * @description What is added to prices, or contained in them.
         */
        get: operations["get_tax_rates"];
        /**
         * PutTaxRates
         * @description New rates in place of the old ones; orders already placed keep theirs.
         */
        put: operations["put_tax_rates"];
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
        /**
         * ListVariants
         * @description Variants by SKU (`?sku=a,b`, at most 100), in the order asked; what is not published is left out.
         */
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
        /**
         * RemoveVariant
         * @description Sell a variant no longer; a published product keeps at least one.
         */
        delete: operations["remove_variant"];
        options?: never;
        head?: never;
        /**
         * EditVariant
         * @description Change a variant, its price for instance; `If-Match` is the product's version.
         */
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
        /**
         * ReceiveWebhook
         * @description A delivery of a gateway, signed by it. Repeated and out-of-order deliveries have one effect.
         */
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
        AdjustBody: {
            delta?: number;
            expected_on_hand?: number;
            location_id?: string;
            reason: string;
            set_to?: number;
        };
        CancelBody: {
            reason?: string | null;
        };
        Cart: {
            currency: string;
            id: string;
            lines: components["schemas"]["CartLine"][];
            problems?: unknown[];
            totals: components["schemas"]["Totals"];
        };
        CartLine: {
            image: string | null;
            problems?: unknown[];
            product_id?: string | null;
            quantity: number;
            sku: string;
            title: string;
            total: components["schemas"]["Money"];
            unit_price: components["schemas"]["Money"];
        };
        Category: {
            children: components["schemas"]["Category"][];
            id: string;
            slug: string;
            title: string;
        };
        CategoryFacet: {
            count: number;
            title: string;
            value: string;
        };
        CategoryList: {
            items: components["schemas"]["Category"][];
        };
        ForgotBody: {
            email: string;
        };
        FulfillBody: {
            carrier: string;
            lines: {
                quantity: number;
                sku: string;
            }[];
            tracking_number: string;
        };
        Fulfillment: {
            carrier: string;
            /** Format: date-time */
            created_at: string;
            id: string;
            lines: {
                quantity: number;
                sku: string;
            }[];
            status: string;
            tracking_number: string;
        };
        HistoryEntry: {
            /** Format: date-time */
            at: string;
            by: string;
            status: string;
        };
        /** AdjustmentBody */
        InventoryAdjustmentBody: {
            delta?: number | null;
            expected_on_hand?: number | null;
            location_id?: string | null;
            reason: string;
            set_to?: number | null;
        };
        /** FieldError */
        InventoryFieldError: {
            detail: string;
            pointer: string;
        };
        /** LocationBody */
        InventoryLocationBody: {
            /** @default false */
            is_default: boolean;
            name: string;
        };
        /** LocationChangeBody */
        InventoryLocationChangeBody: {
            is_default?: boolean | null;
            name?: string | null;
        };
        /** LocationList */
        InventoryLocationList: {
            items: components["schemas"]["InventoryLocationView"][];
            next_cursor: string | null;
        };
        /** LocationView */
        InventoryLocationView: {
            /** Format: date-time */
            created_at: string;
            id: string;
            is_default: boolean;
            name: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** MovementList */
        InventoryMovementList: {
            items: components["schemas"]["InventoryMovementView"][];
            next_cursor: string | null;
        };
        /** MovementView */
        InventoryMovementView: {
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
        /** Problem */
        InventoryProblem: {
            /** @default  */
            detail: string;
            errors?: components["schemas"]["InventoryFieldError"][] | null;
            /** @default  */
            instance: string;
            status: number;
            title: string;
            type: string;
        };
        /** ReservationList */
        InventoryReservationList: {
            items: components["schemas"]["InventoryReservationView"][];
        };
        /** ReservationView */
        InventoryReservationView: {
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            lines: components["schemas"]["InventoryReservedLineView"][];
            order_id: string;
            reason: components["schemas"]["InventoryWhy"] | null;
            status: components["schemas"]["InventoryStatus"];
            /** Format: date-time */
            updated_at: string;
        };
        /** ReservedLineView */
        InventoryReservedLineView: {
            location_id: string;
            quantity: number;
            sku: string;
        };
        /** ShelfView */
        InventoryShelfView: {
            location_id: string;
            on_hand: number;
            reserved: number;
        };
        /**
         * Status
         * @description Where a reservation stands.
         * @enum {string}
         */
        InventoryStatus: "held" | "committed" | "released" | "returned";
        /** StockList */
        InventoryStockList: {
            items: components["schemas"]["InventoryStockView"][];
        };
        /** StockView */
        InventoryStockView: {
            available: number;
            /** @default false */
            backorderable: boolean;
            locations?: components["schemas"]["InventoryShelfView"][];
            on_hand?: number;
            reserved?: number;
            sku: string;
        };
        /**
         * Why
         * @description Why a reservation holds nothing.
         * @enum {string}
         */
        InventoryWhy: "out_of_stock" | "cancelled" | "asked";
        LineProblem: unknown;
        LoginBody: {
            email: string;
            otp?: string | null;
            password: string;
        };
        Media: {
            alt: string;
            height: number;
            id: string;
            url: string;
            width: number;
        };
        Money: {
            amount: number;
            currency: string;
        };
        Movement: {
            /** Format: date-time */
            at: string;
            delta: number;
            id: string;
            reason: string;
            sku: string;
        };
        MovementList: {
            items: components["schemas"]["Movement"][];
            next_cursor: string | null;
        };
        NextAction: {
            type: string;
            url: string;
        };
        /** FieldError */
        NotificationFieldError: {
            detail: string;
            pointer: string;
        };
        /** NotificationList */
        NotificationNotificationList: {
            items: components["schemas"]["NotificationNotificationView"][];
            next_cursor: string | null;
        };
        /** NotificationView */
        NotificationNotificationView: {
            attempts: number;
            channel: string;
            /** Format: date-time */
            created_at: string;
            id: string;
            kind: string;
            order_id: string | null;
            reason: string | null;
            sent_at: string | null;
            status: string;
            to: string | null;
        };
        /** Problem */
        NotificationProblem: {
            /** @default  */
            detail: string;
            errors?: components["schemas"]["NotificationFieldError"][] | null;
            /** @default  */
            instance: string;
            status: number;
            title: string;
            type: string;
        };
        Option: {
            name: string;
            values: string[];
        };
        Order: {
            /** Format: date-time */
            created_at: string;
            email: string;
            fulfillments: components["schemas"]["Fulfillment"][];
            history: components["schemas"]["HistoryEntry"][];
            id: string;
            lines: components["schemas"]["OrderLine"][];
            number: string;
            payment: components["schemas"]["OrderPayment"];
            reason?: string | null;
            returns: unknown[];
            shipping_address: components["schemas"]["Address"];
            shipping_method: string;
            /** @enum {string} */
            status: "placed" | "awaiting_payment" | "confirmed" | "partially_fulfilled" | "fulfilled" | "completed" | "cancelled";
            token?: string | null;
            totals: components["schemas"]["Totals"];
            version: number;
        };
        /** Address */
        OrderAddress: {
            city: string;
            country: string;
            line1: string;
            line2?: string | null;
            name: string;
            phone?: string | null;
            postal_code: string;
            region?: string | null;
        };
        /** AddressBody */
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
        /**
         * By
         * @description Who made an order move.
         * @enum {string}
         */
        OrderBy: "customer" | "staff" | "inventory" | "payment" | "watchdog";
        /** CancelBody */
        OrderCancelBody: {
            reason?: string | null;
        };
        /** CartLineView */
        OrderCartLineView: {
            image: string | null;
            problems: components["schemas"]["Orderorder_model_cart_Problem"][];
            product_id: string | null;
            quantity: number;
            sku: string;
            title: string;
            total: components["schemas"]["OrderMoney"] | null;
            unit_price: components["schemas"]["OrderMoney"] | null;
        };
        /** CartView */
        OrderCartView: {
            /** Format: date-time */
            created_at: string;
            currency: string;
            id: string;
            lines: components["schemas"]["OrderCartLineView"][];
            order_id: string | null;
            problems: components["schemas"]["Orderorder_model_cart_Problem"][];
            totals: components["schemas"]["OrderTotals"];
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** FieldError */
        OrderFieldError: {
            detail: string;
            pointer: string;
        };
        /**
         * FulfillmentStatus
         * @enum {string}
         */
        OrderFulfillmentStatus: "shipped" | "delivered";
        /** Problem */
        Orderkit_problems_Problem: {
            /** @default  */
            detail: string;
            errors?: components["schemas"]["OrderFieldError"][] | null;
            /** @default  */
            instance: string;
            status: number;
            title: string;
            type: string;
        };
        OrderLine: {
            discount: components["schemas"]["Money"];
            product_id: string | null;
            quantity: number;
            sku: string;
            tax: components["schemas"]["Money"];
            title: string;
            total: components["schemas"]["Money"];
            unit_price: components["schemas"]["Money"];
        };
        /** LineBody */
        OrderLineBody: {
            quantity: number;
            sku: string;
        };
        /** LineItem */
        OrderLineItem: {
            discount: components["schemas"]["OrderMoney"];
            image?: string | null;
            product_id: string;
            quantity: number;
            sku: string;
            tax: components["schemas"]["OrderMoney"];
            title: string;
            total: components["schemas"]["OrderMoney"];
            unit_price: components["schemas"]["OrderMoney"];
        };
        OrderList: {
            items: components["schemas"]["Order"][];
            next_cursor: string | null;
        };
        /** Money */
        OrderMoney: {
            amount: number;
            currency: string;
        };
        /** NextAction */
        OrderNextAction: {
            /** @default redirect */
            type: string;
            url: string;
        };
        /** OfferedMethodView */
        OrderOfferedMethodView: {
            days_max: number;
            days_min: number;
            id: string;
            price: components["schemas"]["OrderMoney"];
            title: string;
        };
        /** OpenCartBody */
        OrderOpenCartBody: Record<string, never>;
        /** Problem */
        Orderorder_model_cart_Problem: {
            available?: number | null;
            code: components["schemas"]["OrderProblemCode"];
            detail: string;
            sku?: string | null;
        };
        /** OrderList */
        OrderOrderList: {
            items: components["schemas"]["OrderOrderView"][];
            next_cursor: string | null;
        };
        /** OrderView */
        OrderOrderView: {
            billing_address: components["schemas"]["OrderAddress"] | null;
            /** Format: date-time */
            created_at: string;
            email: string;
            fulfillments: components["schemas"]["OrderParcelView"][];
            history: components["schemas"]["OrderStep"][];
            id: string;
            lines: components["schemas"]["OrderLineItem"][];
            number: string;
            payment: components["schemas"]["OrderPaymentView"];
            reason: components["schemas"]["OrderReason"] | null;
            returns: components["schemas"]["OrderReturnView"][];
            shipping_address: components["schemas"]["OrderAddress"];
            shipping_method: string;
            status: components["schemas"]["OrderStatus"];
            token?: string;
            totals: components["schemas"]["OrderTotals"];
            version: number;
        };
        /** ParcelBody */
        OrderParcelBody: {
            carrier: string;
            lines: components["schemas"]["OrderParcelLineBody"][];
            tracking_number: string;
        };
        /** ParcelLineBody */
        OrderParcelLineBody: {
            quantity: number;
            sku: string;
        };
        /** ParcelView */
        OrderParcelView: {
            carrier: string;
            /** Format: date-time */
            created_at: string;
            delivered_at: string | null;
            id: string;
            lines: components["schemas"]["OrderWanted"][];
            order_id: string;
            status: components["schemas"]["OrderFulfillmentStatus"];
            tracking_number: string;
        };
        OrderPayment: {
            id?: string | null;
            next_action?: components["schemas"]["NextAction"] | null;
            status?: string | null;
        };
        /** PaymentBody */
        OrderPaymentBody: {
            gateway: string;
            token: string;
        };
        /**
         * PaymentStatus
         * @description What the order knows of its payment; the payment service knows better.
         * @enum {string}
         */
        OrderPaymentStatus: "pending" | "action_required" | "authorized" | "captured" | "partially_refunded" | "refunded" | "declined" | "voided" | "disputed";
        /** PaymentView */
        OrderPaymentView: {
            id: string | null;
            next_action: components["schemas"]["OrderNextAction"] | null;
            status: components["schemas"]["OrderPaymentStatus"];
        };
        /** PlaceOrderBody */
        OrderPlaceOrderBody: {
            billing_address?: components["schemas"]["OrderAddressBody"] | null;
            cart_id?: string | null;
            email: string;
            expected_total?: components["schemas"]["OrderMoney"] | null;
            lines?: components["schemas"]["OrderLineBody"][] | null;
            payment: components["schemas"]["OrderPaymentBody"];
            shipping_address: components["schemas"]["OrderAddressBody"];
            shipping_method: string;
        };
        /**
         * ProblemCode
         * @description What may be wrong with a cart or one of its lines.
         * @enum {string}
         */
        OrderProblemCode: "not-for-sale" | "out-of-stock" | "not-enough-stock" | "cart-already-ordered" | "availability-unknown" | "price-unknown";
        /** QuantityBody */
        OrderQuantityBody: {
            quantity: number;
        };
        /** QuoteBody */
        OrderQuoteBody: {
            shipping_address: components["schemas"]["OrderWhereBody"];
            shipping_method?: string | null;
        };
        /** QuoteView */
        OrderQuoteView: {
            lines: components["schemas"]["OrderLineItem"][];
            problems: components["schemas"]["Orderorder_model_cart_Problem"][];
            shipping_method: string | null;
            shipping_methods: components["schemas"]["OrderOfferedMethodView"][];
            totals: components["schemas"]["OrderTotals"];
        };
        /**
         * Reason
         * @description Why an order was cancelled.
         * @enum {string}
         */
        OrderReason: "out_of_stock" | "payment_declined" | "expired" | "customer" | "staff";
        /** ReturnView */
        OrderReturnView: {
            id: string;
            status: string;
        };
        /** SalesReport */
        OrderSalesReport: {
            /** Format: date */
            begin: string;
            /** Format: date */
            end: string;
            interval: string;
            items: components["schemas"]["OrderSalesView"][];
        };
        /** SalesView */
        OrderSalesView: {
            /** Format: date */
            begin: string;
            discount: components["schemas"]["OrderMoney"];
            orders: number;
            shipping: components["schemas"]["OrderMoney"];
            subtotal: components["schemas"]["OrderMoney"];
            tax: components["schemas"]["OrderMoney"];
            total: components["schemas"]["OrderMoney"];
            units: number;
        };
        /** ShippingMethodBody */
        OrderShippingMethodBody: {
            countries?: string[] | null;
            days_max: number;
            days_min: number;
            id: string;
            /** @default true */
            is_active: boolean;
            price: components["schemas"]["OrderMoney"];
            title: string;
        };
        /** ShippingMethodChangeBody */
        OrderShippingMethodChangeBody: {
            countries?: string[] | null;
            days_max?: number | null;
            days_min?: number | null;
            is_active?: boolean | null;
            price?: components["schemas"]["OrderMoney"] | null;
            title?: string | null;
        };
        /** ShippingMethodList */
        OrderShippingMethodList: {
            items: components["schemas"]["OrderShippingMethodView"][];
        };
        /** ShippingMethodView */
        OrderShippingMethodView: {
            countries: string[];
            days_max: number;
            days_min: number;
            id: string;
            is_active: boolean;
            price: components["schemas"]["OrderMoney"];
            title: string;
            version: number;
        };
        /**
         * Status
         * @enum {string}
         */
        OrderStatus: "placed" | "awaiting_payment" | "confirmed" | "partially_fulfilled" | "fulfilled" | "completed" | "cancelled";
        /** Step */
        OrderStep: {
            actor?: string | null;
            /** Format: date-time */
            at: string;
            by: components["schemas"]["OrderBy"];
            note?: string | null;
            status: components["schemas"]["OrderStatus"];
        };
        /** TaxRate */
        OrderTaxRate: {
            country: string;
            rate_bp: number;
            tax_class: string;
        };
        /** TaxRateBody */
        OrderTaxRateBody: {
            country: string;
            rate_bp: number;
            tax_class: string;
        };
        /** TaxTableBody */
        OrderTaxTableBody: {
            items: components["schemas"]["OrderTaxRateBody"][];
            /** @default true */
            prices_include_tax: boolean;
        };
        /** TaxTableView */
        OrderTaxTableView: {
            items: components["schemas"]["OrderTaxRate"][];
            prices_include_tax: boolean;
            version: number;
        };
        /** Totals */
        OrderTotals: {
            discount: components["schemas"]["OrderMoney"];
            shipping: components["schemas"]["OrderMoney"];
            subtotal: components["schemas"]["OrderMoney"];
            tax: components["schemas"]["OrderMoney"];
            /** @default true */
            tax_included: boolean;
            total: components["schemas"]["OrderMoney"];
        };
        /** Wanted */
        OrderWanted: {
            quantity: number;
            sku: string;
        };
        /** WhereBody */
        OrderWhereBody: {
            city?: string | null;
            country: string;
            line1?: string | null;
            line2?: string | null;
            name?: string | null;
            phone?: string | null;
            postal_code?: string | null;
            region?: string | null;
        };
        PatchVariantBody: {
            compare_at?: components["schemas"]["Money"] | null;
            price?: components["schemas"]["Money"];
        };
        Payment: {
            amount: components["schemas"]["Money"];
            attempts: number;
            captured: components["schemas"]["Money"];
            gateway: string;
            history: unknown[];
            id: string;
            order_id: string;
            refunded: components["schemas"]["Money"];
            refunds: components["schemas"]["Refund"][];
            status: string;
        };
        /** BalanceList */
        PaymentBalanceList: {
            items: components["schemas"]["PaymentBalanceView"][];
        };
        /** BalanceView */
        PaymentBalanceView: {
            account: string;
            credit: number;
            currency: string;
            debit: number;
        };
        /** CaptureBody */
        PaymentCaptureBody: {
            amount?: components["schemas"]["PaymentMoney"] | null;
        };
        PaymentChoice: {
            gateway: string;
            token: string;
        };
        /** EntryList */
        PaymentEntryList: {
            items: components["schemas"]["PaymentEntryView"][];
            next_cursor: string | null;
        };
        /** EntryView */
        PaymentEntryView: {
            account: string;
            /** Format: date-time */
            at: string;
            credit: number;
            currency: string;
            debit: number;
            id: string;
            payment_id: string;
        };
        /** FieldError */
        PaymentFieldError: {
            detail: string;
            pointer: string;
        };
        /** HistoryView */
        PaymentHistoryView: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @enum {string} */
            status: "pending" | "action_required" | "authorized" | "captured" | "partially_refunded" | "refunded" | "declined" | "voided" | "unknown" | "disputed";
        };
        PaymentList: {
            items: components["schemas"]["Payment"][];
            next_cursor: string | null;
        };
        /** Money */
        PaymentMoney: {
            amount: number;
            currency: string;
        };
        /** NextActionView */
        PaymentNextActionView: {
            type: string;
            url: string;
        };
        /** PaymentList */
        PaymentPaymentList: {
            items: components["schemas"]["PaymentPaymentView"][];
            next_cursor: string | null;
        };
        /** PaymentView */
        PaymentPaymentView: {
            alarm?: string;
            amount: components["schemas"]["PaymentMoney"];
            attempts: number;
            captured: components["schemas"]["PaymentMoney"];
            /** Format: date-time */
            created_at: string;
            gateway: string;
            history: components["schemas"]["PaymentHistoryView"][];
            id: string;
            next_action?: components["schemas"]["PaymentNextActionView"];
            order_id: string;
            reason?: string;
            refunded: components["schemas"]["PaymentMoney"];
            refunds: components["schemas"]["PaymentRefundView"][];
            /** @enum {string} */
            status: "pending" | "action_required" | "authorized" | "captured" | "partially_refunded" | "refunded" | "declined" | "voided" | "unknown" | "disputed";
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        /** Problem */
        PaymentProblem: {
            /** @default  */
            detail: string;
            errors?: components["schemas"]["PaymentFieldError"][] | null;
            /** @default  */
            instance: string;
            status: number;
            title: string;
            type: string;
        };
        /** Received */
        PaymentReceived: {
            /** @default true */
            received: boolean;
        };
        /** RefundBody */
        PaymentRefundBody: {
            amount?: components["schemas"]["PaymentMoney"] | null;
            reason: string;
        };
        /** RefundView */
        PaymentRefundView: {
            amount: components["schemas"]["PaymentMoney"];
            by: string;
            /** Format: date-time */
            created_at: string;
            failure?: string;
            finished_at?: string;
            id: string;
            payment_id: string;
            reason: string;
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed";
        };
        PlaceOrderBody: {
            billing_address?: components["schemas"]["Address"] | null;
            cart_id?: string;
            email: string;
            expected_total?: components["schemas"]["Money"];
            lines?: {
                quantity: number;
                sku: string;
            }[];
            payment: components["schemas"]["PaymentChoice"];
            shipping_address: components["schemas"]["Address"];
            shipping_method: string;
        };
        Problem: {
            detail?: string;
            status?: number;
            title?: string;
            type?: string;
        } & {
            [key: string]: unknown;
        };
        Product: {
            attributes: {
                [key: string]: unknown;
            };
            category: string;
            /** Format: date-time */
            created_at: string;
            description: string;
            id: string;
            media: components["schemas"]["Media"][];
            options: components["schemas"]["Option"][];
            rating: components["schemas"]["Rating"];
            seo: components["schemas"]["Seo"];
            slug: string;
            status: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            variants: components["schemas"]["Variant"][];
            version: number;
        };
        /** Categories */
        ProductCategories: {
            items: components["schemas"]["ProductCategoryNode"][];
        };
        /** CategoryNode */
        ProductCategoryNode: {
            children: components["schemas"]["ProductCategoryNode"][];
            id: string;
            slug: string;
            title: string;
            version: number;
        };
        /** CategoryRef */
        ProductCategoryRef: {
            id: string;
            slug: string;
            title: string;
        };
        /** CategoryView */
        ProductCategoryView: {
            id: string;
            parent_id: string | null;
            position: number;
            slug: string;
            title: string;
            version: number;
        };
        /** EditCategoryBody */
        ProductEditCategoryBody: {
            parent?: string | null;
            position?: number;
            slug?: string;
            title?: string;
        };
        /** EditProductBody */
        ProductEditProductBody: {
            attributes?: {
                [key: string]: string | number | boolean | string[];
            };
            category?: string;
            description?: string;
            media?: (string | components["schemas"]["ProductMediaBody"])[];
            options?: components["schemas"]["ProductOptionBody"][];
            seo?: components["schemas"]["ProductSeoBody"];
            slug?: string;
            title?: string;
        };
        /** EditVariantBody */
        ProductEditVariantBody: {
            compare_at?: components["schemas"]["ProductPrice"] | null;
            image?: string | null;
            options?: {
                [key: string]: string;
            };
            price?: components["schemas"]["ProductPrice"];
            tax_class?: string;
            title?: string | null;
            weight_g?: number;
        };
        /** FacetValue */
        ProductFacetValue: {
            count: number;
            title: string;
            value: string;
        };
        /** FieldError */
        ProductFieldError: {
            detail: string;
            pointer: string;
        };
        ProductList: {
            facets: {
                [key: string]: unknown;
            };
            items: components["schemas"]["ProductSummary"][];
            next_cursor: string | null;
            total: number;
        };
        /** MediaBody */
        ProductMediaBody: {
            alt?: string | null;
            id: string;
        };
        /** MediaView */
        ProductMediaView: {
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
        ProductMoney: {
            amount: number;
            currency: string;
        };
        /** NewCategoryBody */
        ProductNewCategoryBody: {
            parent?: string | null;
            /** @default 0 */
            position: number;
            slug?: string | null;
            title: string;
        };
        /** NewProductBody */
        ProductNewProductBody: {
            attributes?: {
                [key: string]: string | number | boolean | string[];
            };
            category: string;
            /** @default  */
            description: string;
            media?: (string | components["schemas"]["ProductMediaBody"])[];
            options?: components["schemas"]["ProductOptionBody"][];
            seo?: components["schemas"]["ProductSeoBody"];
            slug?: string | null;
            title: string;
            variants?: components["schemas"]["ProductVariantBody"][];
        };
        /** OptionBody */
        ProductOptionBody: {
            name: string;
            values: string[];
        };
        /** OptionView */
        ProductOptionView: {
            name: string;
            values: string[];
        };
        /** OwnedVariantView */
        ProductOwnedVariantView: {
            available: number;
            backorderable: boolean;
            compare_at: components["schemas"]["ProductMoney"] | null;
            image: string | null;
            options: {
                [key: string]: string;
            };
            price: components["schemas"]["ProductMoney"];
            product_id: string;
            product_slug: string;
            product_title: string;
            sku: string;
            tax_class: string;
            title: string;
            version: number;
            weight_g: number;
        };
        /** Price */
        ProductPrice: {
            amount: number;
            currency: string;
        };
        /** PriceRange */
        ProductPriceRange: {
            max: number | null;
            min: number | null;
        };
        /** Problem */
        ProductProblem: {
            /** @default  */
            detail: string;
            errors?: components["schemas"]["ProductFieldError"][] | null;
            /** @default  */
            instance: string;
            status: number;
            title: string;
            type: string;
        };
        /** ProductPage */
        ProductProductPage: {
            facets: {
                [key: string]: components["schemas"]["ProductFacetValue"][] | components["schemas"]["ProductPriceRange"];
            };
            items: components["schemas"]["ProductSummaryView"][];
            next_cursor: string | null;
            total: number;
        };
        /** ProductView */
        ProductProductView: {
            attributes: {
                [key: string]: string | number | boolean | string[];
            };
            available: boolean;
            category: components["schemas"]["ProductCategoryRef"] | null;
            category_path: components["schemas"]["ProductCategoryRef"][];
            /** Format: date-time */
            created_at: string;
            description: string;
            id: string;
            media: components["schemas"]["ProductMediaView"][];
            options: components["schemas"]["ProductOptionView"][];
            published_at: string | null;
            rating: components["schemas"]["ProductRatingView"];
            seo: components["schemas"]["ProductSeoView"];
            slug: string;
            status: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            variants: components["schemas"]["ProductVariantView"][];
            version: number;
        };
        /** RatingView */
        ProductRatingView: {
            average: number;
            count: number;
        };
        /**
         * SeoBody
         * @default {
         *       "title": "",
         *       "description": ""
         *     }
         */
        ProductSeoBody: {
            /** @default  */
            description: string;
            /** @default  */
            title: string;
        };
        /** SeoView */
        ProductSeoView: {
            description: string;
            title: string;
        };
        /** Suggestion */
        ProductSuggestion: {
            category?: string | null;
            product_id?: string | null;
            slug?: string | null;
            text: string;
        };
        /** Suggestions */
        ProductSuggestions: {
            items: components["schemas"]["ProductSuggestion"][];
        };
        ProductSummary: {
            available: boolean;
            category: string;
            compare_at?: components["schemas"]["Money"] | null;
            id: string;
            image: string | null;
            price_from: components["schemas"]["Money"];
            rating: components["schemas"]["Rating"];
            slug: string;
            title: string;
        };
        /** SummaryView */
        ProductSummaryView: {
            available: boolean;
            category: components["schemas"]["ProductCategoryRef"] | null;
            compare_at: components["schemas"]["ProductMoney"] | null;
            id: string;
            image: string | null;
            price_from: components["schemas"]["ProductMoney"] | null;
            rating: components["schemas"]["ProductRatingView"];
            slug: string;
            status: string;
            thumbnails: {
                [key: string]: string;
            };
            title: string;
        };
        /** Upload */
        ProductUpload: {
            /** Format: binary */
            file: string;
        };
        /** VariantBody */
        ProductVariantBody: {
            compare_at?: components["schemas"]["ProductPrice"] | null;
            image?: string | null;
            options?: {
                [key: string]: string;
            };
            price: components["schemas"]["ProductPrice"];
            sku: string;
            /** @default standard */
            tax_class: string;
            title?: string | null;
            /** @default 0 */
            weight_g: number;
        };
        /** Variants */
        ProductVariants: {
            items: components["schemas"]["ProductOwnedVariantView"][];
        };
        /** VariantView */
        ProductVariantView: {
            available: number;
            backorderable: boolean;
            compare_at: components["schemas"]["ProductMoney"] | null;
            image: string | null;
            options: {
                [key: string]: string;
            };
            price: components["schemas"]["ProductMoney"];
            sku: string;
            tax_class: string;
            title: string;
            weight_g: number;
        };
        Quantity: {
            quantity: number;
        };
        Quote: {
            shipping_methods: components["schemas"]["ShippingMethod"][];
            totals: components["schemas"]["Totals"];
        };
        QuoteBody: {
            shipping_address: components["schemas"]["Address"];
            shipping_method?: string | null;
        };
        Rating: {
            average: number;
            count: number;
        };
        RefreshBody: {
            refresh_token: string;
        };
        Refund: {
            amount: components["schemas"]["Money"];
            /** Format: date-time */
            created_at: string;
            id: string;
            reason: string;
            status: string;
        };
        RefundBody: {
            amount?: components["schemas"]["Money"];
            reason: string;
        };
        RegisterBody: {
            email: string;
            name: string;
            password: string;
        };
        ResetBody: {
            password: string;
            token: string;
        };
        SavedAddress: {
            city: string;
            country: string;
            id: string;
            line1: string;
            line2?: string | null;
            name: string;
            phone?: string | null;
            postal_code: string;
            region?: string | null;
        };
        SavedAddressList: {
            items: components["schemas"]["SavedAddress"][];
        };
        Seo: {
            description: string;
            title: string;
        };
        Session: {
            access_token: string;
            expires_in: number;
            refresh_token: string;
            token_type: string;
            user: components["schemas"]["User"];
        };
        ShippingMethod: {
            days_max: number;
            days_min: number;
            id: string;
            price: components["schemas"]["Money"];
            title: string;
        };
        ShippingMethodList: {
            items: components["schemas"]["ShippingMethod"][];
        };
        Stock: {
            available: number;
            backorderable: boolean;
            on_hand?: number;
            reserved?: number;
            sku: string;
        };
        StockList: {
            items: components["schemas"]["Stock"][];
        };
        Suggestion: {
            product_id?: string | null;
            text: string;
        };
        SuggestionList: {
            items: components["schemas"]["Suggestion"][];
        };
        Totals: {
            discount: components["schemas"]["Money"];
            shipping: components["schemas"]["Money"];
            subtotal: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            tax_included: boolean;
            total: components["schemas"]["Money"];
        };
        User: {
            email: string;
            id: string;
            name: string;
            roles: string[];
        };
        ValueFacet: {
            count: number;
            value: string;
        };
        Variant: {
            available: boolean;
            compare_at?: components["schemas"]["Money"] | null;
            image?: string | null;
            options: {
                [key: string]: string;
            };
            price: components["schemas"]["Money"];
            sku: string;
            title: string;
            weight_g: number;
        };
        VerifyBody: {
            token: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderOpenCartBody"] | null;
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderCartView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderCartView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
                "application/json": components["schemas"]["OrderQuantityBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderCartView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description cart-already-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description cart-already-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
                "application/json": components["schemas"]["OrderQuoteBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderQuoteView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description cart-empty */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductCategories"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
                "application/json": components["schemas"]["ProductNewCategoryBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductCategoryView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description slug-taken · category-move-not-allowed · too-many */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description category-not-empty */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
                "application/json": components["schemas"]["ProductEditCategoryBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductCategoryView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description slug-taken · category-move-not-allowed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderParcelView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description transition-not-allowed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentBalanceList"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
        };
    };
    list_ledger_entries: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string | null;
                /** @description Items on a page */
                limit?: number;
                payment_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentEntryList"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
        };
    };
    list_locations: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string | null;
                /** @description Items on a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryLocationList"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
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
                "application/json": components["schemas"]["InventoryLocationBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryLocationView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description too-many-locations */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
        };
    };
    change_location: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                location_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InventoryLocationChangeBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryLocationView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
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
                "multipart/form-data": components["schemas"]["ProductUpload"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductMediaView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description image-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description not-an-image */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string | null;
                /** @description Items on a page */
                limit?: number;
                /** @description The recipient's address */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationNotificationList"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotificationProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotificationProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotificationProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotificationProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotificationProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotificationProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotificationProblem"];
                };
            };
        };
    };
    list_orders: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string | null;
                /** @description Staff: only this address's orders */
                email?: string | null;
                /** @description Items on a page */
                limit?: number;
                /** @description Staff: an id, a number, or how an address begins */
                q?: string | null;
                /** @description Staff: only orders that stand there */
                status?: components["schemas"]["OrderStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderOrderList"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
        };
    };
    place_order: {
        parameters: {
            query?: never;
            header: {
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
                "application/json": components["schemas"]["OrderPlaceOrderBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderOrderView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description price-changed · out-of-stock · cart-empty · cart-already-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description idempotency-key-reused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
        };
    };
    get_order: {
        parameters: {
            query?: {
                /** @description The `token` of a guest's order */
                token?: string | null;
            };
            header?: never;
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderOrderView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
        };
    };
    cancel_order: {
        parameters: {
            query?: {
                /** @description The `token` of a guest's order */
                token?: string | null;
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderCancelBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderOrderView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description transition-not-allowed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
        };
    };
    follow_order: {
        parameters: {
            query?: {
                /** @description The `token` of a guest's order */
                token?: string | null;
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
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
                "application/json": components["schemas"]["OrderParcelBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderParcelView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description transition-not-allowed · exceeds-ordered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
        };
    };
    list_payments: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string | null;
                /** @description Items on a page */
                limit?: number;
                order_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentPaymentList"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentPaymentView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
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
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentCaptureBody"] | null;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentPaymentView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description transition-not-allowed · exceeds-authorized · currency-mismatch */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
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
                "application/json": components["schemas"]["PaymentRefundBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentRefundView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description transition-not-allowed · exceeds-captured · currency-mismatch · too-many-refunds */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentPaymentView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description transition-not-allowed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
        };
    };
    list_products: {
        parameters: {
            query?: {
                /** @description Id or slug */
                category?: string | null;
                cursor?: string | null;
                /** @description Only what can be had now */
                in_stock?: boolean | null;
                limit?: number;
                /** @description In minor units */
                max_price?: number | null;
                /** @description In minor units */
                min_price?: number | null;
                /** @description Words to find */
                q?: string | null;
                /** @description Order; `-price` is dearest first */
                sort?: "relevance" | "price" | "-price" | "newest" | "rating" | "title";
                status?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductProductPage"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description search-warming-up */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
                "application/json": components["schemas"]["ProductNewProductBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductProductView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description duplicate-sku · slug-taken · duplicate-options */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductProductView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description transition-not-allowed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
                "application/json": components["schemas"]["ProductEditProductBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductProductView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description transition-not-allowed · slug-taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductProductView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description transition-not-allowed · product-not-complete */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductProductView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description transition-not-allowed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
                "application/json": components["schemas"]["ProductVariantBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductOwnedVariantView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description transition-not-allowed · duplicate-sku · duplicate-options · too-many */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
        };
    };
    report_sales: {
        parameters: {
            query?: {
                /** @description First day; a month ago when left out */
                from?: string | null;
                /** @description How finely */
                interval?: "day" | "week" | "month";
                /** @description Last day; today when left out */
                to?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderSalesReport"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryReservationList"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductSuggestions"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description search-warming-up */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
        };
    };
    list_shipping_methods: {
        parameters: {
            query?: {
                /** @description Only those that go there */
                country?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderShippingMethodList"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
                "application/json": components["schemas"]["OrderShippingMethodBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderShippingMethodView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description shipping-method-exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
                "application/json": components["schemas"]["OrderShippingMethodChangeBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderShippingMethodView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryStockList"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
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
                "application/json": components["schemas"]["InventoryAdjustmentBody"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryMovementView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description stock-changed · stock-below-reserved */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
        };
    };
    list_movements: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page */
                cursor?: string | null;
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryMovementList"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InventoryProblem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTaxTableView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
                "application/json": components["schemas"]["OrderTaxTableBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTaxTableView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Orderkit_problems_Problem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductVariants"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description transition-not-allowed · product-not-complete */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
                "application/json": components["schemas"]["ProductEditVariantBody"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductOwnedVariantView"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description transition-not-allowed · duplicate-options */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductProblem"];
                };
            };
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
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentReceived"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description invalid-signature */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
            /** @description A problem document */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentProblem"];
                };
            };
        };
    };
}
