import http from 'k6/http';
import { seen, placed, ids, terms, hotSku, pick, page, two, email,missed } from '../k6lib.js';
export { handleSummary, options } from '../k6lib.js';
const URL = `${__ENV.URL}/shop-api`;
const HOT = hotSku();
const ORDER = `... on Order { id code state totalQuantity totalWithTax lines { id quantity linePriceWithTax productVariant { id name sku } } }`;
const ERR = `... on ErrorResult { errorCode message }`;
const Q = {
  list: `query($n: Int!) { search(input: { groupByProduct: true, take: 24, skip: $n }) { totalItems items { productId productName slug currencyCode inStock priceWithTax { ... on SinglePrice { value } ... on PriceRange { min max } } productAsset { preview } } } }`,
  search: `query($t: String!) { search(input: { term: $t, groupByProduct: true, take: 24 }) { totalItems items { productId productName slug currencyCode inStock priceWithTax { ... on SinglePrice { value } ... on PriceRange { min max } } productAsset { preview } } } }`,
  detail: `query($s: String!) { product(slug: $s) { id name slug description featuredAsset { preview } collections { id slug name } variants { id name sku stockLevel currencyCode priceWithTax options { code name } } } }`,
  add: `mutation($v: ID!) { r: addItemToOrder(productVariantId: $v, quantity: 1) { __typename ${ORDER} ${ERR} } }`,
  customer: `mutation($e: String!) { r: setCustomerForOrder(input: { firstName: "Load", lastName: "Guest", emailAddress: $e }) { __typename ... on Order { id } ${ERR} } }`,
  address: `mutation { r: setOrderShippingAddress(input: { fullName: "Load Guest", streetLine1: "1 Test Street", city: "Berlin", postalCode: "10115", countryCode: "DE" }) { __typename ... on Order { id } ${ERR} } }`,
  rates: `query { r: eligibleShippingMethods { id code priceWithTax } }`,
  shipping: `mutation($m: [ID!]!) { r: setOrderShippingMethod(shippingMethodId: $m) { __typename ... on Order { id totalWithTax } ${ERR} } }`,
  arrange: `mutation { r: transitionOrderToState(state: "ArrangingPayment") { __typename ${ORDER} ... on OrderStateTransitionError { errorCode message transitionError } } }`,
  pay: `mutation { r: addPaymentToOrder(input: { method: "standard-payment", metadata: {} }) { __typename ${ORDER} ${ERR} } }`,
};
function call(step, variables, s, good) {
  const h = { 'Content-Type': 'application/json' };
  if (s && s.token) h.Authorization = `Bearer ${s.token}`;
  const res = http.post(URL, JSON.stringify({ query: Q[step], variables }), { headers: h, tags: { name: step }, timeout: '60s' });
  let b = null;
  try { b = res.json(); } catch (e) { b = null; }
  if (s && !s.token && res.headers['Vendure-Auth-Token']) s.token = res.headers['Vendure-Auth-Token'];
  const ok = res.status === 200 && b && !b.errors && good(b.data);
  seen(step, res, !!ok);
  return { ok: !!ok, data: b && b.data, body: b };
}
const isOrder = (d) => d.r.__typename === 'Order';
export function browse() {
  call('list', { n: page() * 24 }, null, (d) => d.search.items.length === 24);
  call('detail', { s: pick(ids).slug }, null, (d) => d.product && d.product.variants.length === 1);
  call('search', { t: pick(terms) }, null, (d) => d.search.totalItems > 0);
}
// Returns the name of the step that failed, or null when the order is placed.
function buy(items) {
  const s = {}, t0 = Date.now();
  let r;
  const no = (step) => ({ step, why: JSON.stringify((r.data && r.data.r) || (r.body && r.body.errors) || 'http').slice(0, 300) });
  for (const i of items) { r = call('add', { v: i.variant }, s, isOrder); if (!r.ok) return no('add'); }
  if (!(r = call('customer', { e: email() }, s, isOrder)).ok) return no('customer');
  if (!(r = call('address', {}, s, isOrder)).ok) return no('address');
  if (!(r = call('rates', {}, s, (d) => d.r.length > 0)).ok) return no('rates');
  if (!(r = call('shipping', { m: [r.data.r[0].id] }, s, isOrder)).ok) return no('shipping');
  if (!(r = call('arrange', {}, s, isOrder)).ok) return no('arrange');
  if (!(r = call('pay', {}, s, (d) => isOrder(d) && d.r.state.startsWith('Payment'))).ok) return no('pay');
  placed(t0);
  return null;
}
export function checkout() { buy(two()); }
export function hot() {
  const f = buy([HOT]);
  if (!f) return;
  missed(/INSUFFICIENT_STOCK|stock/i.test(f.why), `${f.step} ${f.why}`);
}
