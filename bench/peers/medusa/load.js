import http from 'k6/http';
import { seen, placed, ids, terms, hotSku, pick, page, two, email,missed } from '../k6lib.js';
export { handleSummary, options } from '../k6lib.js';
const HOT = hotSku();
const CFG = JSON.parse(open(__ENV.IDS));
const H = { 'Content-Type': 'application/json', 'x-publishable-api-key': CFG.key };
const F = 'fields=*variants.calculated_price';
function call(step, method, path, body, good) {
  const res = http.request(method, `${__ENV.URL}/store${path}`, body ? JSON.stringify(body) : null, { headers: H, tags: { name: step }, timeout: '60s' });
  let b = null;
  try { b = res.json(); } catch (e) { b = null; }
  const ok = !!(res.status === 200 && b && good(b));
  seen(step, res, ok);
  return { ok, b, status: res.status };
}
export function browse() {
  call('list', 'GET', `/products?limit=24&offset=${page() * 24}&region_id=${CFG.region}&${F}`, null, (b) => b.products.length === 24);
  call('detail', 'GET', `/products?handle=${pick(ids).slug}&region_id=${CFG.region}&${F},%2Bvariants.inventory_quantity`, null, (b) => b.products.length === 1 && b.products[0].variants.length === 1);
  call('search', 'GET', `/products?q=${pick(terms)}&limit=24&region_id=${CFG.region}&${F}`, null, (b) => b.count > 0);
}
function buy(items) {
  const t0 = Date.now(), addr = { first_name: 'Load', last_name: 'Guest', address_1: '1 Test Street', city: 'Berlin', postal_code: '10115', country_code: 'de' };
  let r;
  const no = (step) => ({ step, why: JSON.stringify(r.b || r.status).slice(0, 300) });
  if (!(r = call('cart', 'POST', '/carts', { region_id: CFG.region }, (b) => b.cart.id)).ok) return no('cart');
  const c = `/carts/${r.b.cart.id}`, id = r.b.cart.id;
  for (const i of items) if (!(r = call('add', 'POST', `${c}/line-items`, { variant_id: i.variant, quantity: 1 }, (b) => b.cart.items.length > 0)).ok) return no('add');
  if (!(r = call('address', 'POST', c, { email: email(), shipping_address: addr, billing_address: addr }, (b) => b.cart.email)).ok) return no('address');
  if (!(r = call('rates', 'GET', `/shipping-options?cart_id=${id}`, null, (b) => b.shipping_options.length > 0)).ok) return no('rates');
  if (!(r = call('shipping', 'POST', `${c}/shipping-methods`, { option_id: r.b.shipping_options[0].id }, (b) => b.cart.shipping_methods.length === 1)).ok) return no('shipping');
  if (!(r = call('paycoll', 'POST', '/payment-collections', { cart_id: id }, (b) => b.payment_collection.id)).ok) return no('paycoll');
  if (!(r = call('paysess', 'POST', `/payment-collections/${r.b.payment_collection.id}/payment-sessions`, { provider_id: 'pp_system_default' }, (b) => b.payment_collection.id)).ok) return no('paysess');
  if (!(r = call('complete', 'POST', `${c}/complete`, {}, (b) => b.type === 'order')).ok) return no('complete');
  placed(t0);
  return null;
}
export function checkout() { buy(two()); }
export function hot() {
  const f = buy([HOT]);
  if (!f) return;
  missed(/inventory|stock/i.test(f.why), `${f.step} ${f.why}`);
}
