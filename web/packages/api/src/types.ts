/**
 * The shapes of the HTTP contract under the shop's own words. Each is read off the generated paths, so a change of
 * the services shows here at compile time.
 */
import type { paths } from "./schema";

type Json<R> = R extends { content: { "application/json": infer B } } ? B : never;
type Answer<O> = O extends { responses: infer R }
  ? R extends { 200: infer A }
    ? Json<A>
    : R extends { 201: infer A }
      ? Json<A>
      : never
  : never;
type Sent<O> = O extends { requestBody: { content: { "application/json": infer B } } } ? B : never;

export type ProductList = Answer<paths["/v1/products"]["get"]>;
export type ProductSummary = ProductList["items"][number];
export type Product = Answer<paths["/v1/products/{product_id}"]["get"]>;
export type Variant = Product["variants"][number];
export type Category = Answer<paths["/v1/categories"]["get"]>["items"][number];
export type Suggestion = Answer<paths["/v1/search/suggest"]["get"]>["items"][number];
export type Stock = Answer<paths["/v1/stock"]["get"]>["items"][number];

export type Cart = Answer<paths["/v1/carts/{cart_id}"]["get"]>;
export type CartLine = Cart["lines"][number];
export type Quote = Answer<paths["/v1/carts/{cart_id}/quote"]["post"]>;
export type ShippingMethod = Quote["shipping_methods"][number];
export type Totals = Quote["totals"];

export type PlaceOrderBody = Sent<paths["/v1/orders"]["post"]>;
export type Address = PlaceOrderBody["shipping_address"];
export type Order = Answer<paths["/v1/orders/{order_id}"]["get"]>;
export type OrderStatus = Order["status"];

export type SignedIn = Answer<paths["/v1/auth/login"]["post"]>;
export type User = SignedIn["user"];
export type NewAddress = Sent<paths["/v1/me/addresses"]["post"]>;
export type SavedAddress = Answer<paths["/v1/me/addresses"]["get"]>["items"][number];

export type Payment = Answer<paths["/v1/payments"]["get"]>["items"][number];

export type NewProductBody = Sent<paths["/v1/products"]["post"]>;
export type ProductEdit = Sent<paths["/v1/products/{product_id}"]["patch"]>;
export type VariantBody = Sent<paths["/v1/products/{product_id}/variants"]["post"]>;
export type VariantEdit = Sent<paths["/v1/variants/{sku}"]["patch"]>;

export type ShippingMethodRow = Answer<paths["/v1/shipping-methods"]["get"]>["items"][number];
export type ShippingMethodBody = Sent<paths["/v1/shipping-methods"]["post"]>;
export type TaxTable = Answer<paths["/v1/tax-rates"]["get"]>;
export type SalesReport = Answer<paths["/v1/reports/sales"]["get"]>;
