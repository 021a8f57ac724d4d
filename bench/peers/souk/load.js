// A guest through Souk's own API: the same looks, and a checkout that is answered when the order is paid and confirmed.
import http from 'k6/http';
import { seen, placed, ids, terms, hotSku, pick, page, two, email, missed } from '../k6lib.js';
export { handleSummary, options } from '../k6lib.js';

const U = `${__ENV.URL}/v1`;
const HOT = hotSku();
const PAGES = JSON.parse(open(__ENV.IDS)).pages;
const ADDRESS = { name: 'Load Guest', line1: '1 Test Street', city: 'Berlin', postal_code: '10115', country: 'DE' };

function call(step, method, path, body, status, good, headers = {}) {
  const sent = { 'Content-Type': 'application/json', ...headers };
  const res = http.request(method, U + path, body ? JSON.stringify(body) : null, { headers: sent, tags: { name: step }, timeout: '60s' });
  let b = null;
  try { b = res.json(); } catch (e) { b = null; }
  const ok = !!(res.status === status && b && good(b));
  seen(step, res, ok);
  return { ok, b, status: res.status };
}

export function browse() {
  call('list', 'GET', PAGES[page()], null, 200, (b) => b.items.length === 24);
  call('detail', 'GET', `/products/${pick(ids).slug}`, null, 200, (b) => b.variants.length === 1);
  call('search', 'GET', `/products?q=${pick(terms)}&limit=24`, null, 200, (b) => b.total > 0);
}

function buy(items) {
  const began = Date.now();
  const key = (name) => ({ 'Idempotency-Key': `${name}-${__VU}-${__ITER}-${began}` });
  let r;
  const no = (step) => ({ step, why: JSON.stringify(r.b || r.status).slice(0, 300), status: r.status });
  if (!(r = call('cart', 'POST', '/carts', {}, 201, (b) => b.id, key('cart'))).ok) return no('cart');
  const cart = r.b.id;
  for (const i of items) {
    if (!(r = call('add', 'PUT', `/carts/${cart}/lines/${i.sku}`, { quantity: 1 }, 200, (b) => b.lines.length > 0)).ok) return no('add');
  }
  if (!(r = call('quote', 'POST', `/carts/${cart}/quote`, { shipping_address: ADDRESS }, 200, (b) => b.shipping_methods.length > 0)).ok) return no('quote');
  const order = { cart_id: cart, email: email(), shipping_address: ADDRESS, shipping_method: r.b.shipping_methods[0].id, payment: { gateway: 'sandbox', token: 'tok_ok' } };
  const wait = { ...key('order'), Prefer: 'wait=30' };
  if (!(r = call('order', 'POST', '/orders', order, 201, (b) => b.status === 'confirmed', wait)).ok) return no('order');
  placed(began);
  return null;
}

export function checkout() { buy(two()); }

export function hot() {
  const f = buy([HOT]);
  if (!f) return;
  missed(f.status === 409 || /out_of_stock|out-of-stock/.test(f.why), `${f.step} ${f.why}`);
}
