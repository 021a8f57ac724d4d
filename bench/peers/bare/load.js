import http from 'k6/http';
import { seen, placed, ids, terms, hotSku, pick, page, two, email,missed } from '../k6lib.js';
export { handleSummary, options } from '../k6lib.js';
const HOT = hotSku(), U = __ENV.URL, PATH = __ENV.ORDER_PATH || '/orders';
const get = (step, path, good) => {
  const res = http.get(U + path, { tags: { name: step } });
  let b = null;
  try { b = res.json(); } catch (e) { b = null; }
  seen(step, res, !!(res.status === 200 && b && good(b)));
};
export function browse() {
  get('list', `/products?page=${page()}`, (b) => b.length === 24);
  get('detail', `/products/${pick(ids).slug}`, (b) => !!b.sku);
  get('search', `/search?q=${pick(terms)}`, (b) => b.length > 0);
}
function buy(items) {
  const t0 = Date.now();
  const res = http.post(U + PATH, JSON.stringify({ email: email(), address: { name: 'Load Guest', street: '1 Test Street', city: 'Berlin', zip: '10115', country: 'DE' },
    items: items.map((i) => ({ sku: i.sku, quantity: 1, price: i.price })) }), { headers: { 'Content-Type': 'application/json' }, tags: { name: 'order' } });
  const ok = res.status === 201;
  seen('order', res, ok);
  if (ok) placed(t0);
  return res;
}
export function checkout() { buy(two()); }
export function hot() {
  const r = buy([HOT]);
  if (r.status === 201) return;
  missed(r.status === 409, `order ${r.status}`);
}
