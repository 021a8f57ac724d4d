// Shoppers: of 1 of their steps READS look at a page of the catalogue, the others order: a step of ordering is a cart,
// filled with two SKUs, or, one time in three, the order itself. PATHS and SKUS are as for get.js and place-order.js.
import http from 'k6/http';
import { SharedArray } from 'k6/data';
import { Counter, Trend } from 'k6/metrics';
import { arriving, PERCENTILES } from './arrivals.js';
import { draw, weighted } from './drawing.js';
import { place } from './order.js';

export const options = { scenarios: { shop: arriving('step') }, summaryTrendStats: PERCENTILES };

const READS = Number(__ENV.READS);
const SLO_MS = Number(__ENV.READ_SLO_MS || 100);
const ORDERS = 1 / 3;
const JSON_BODY = { headers: { 'Content-Type': 'application/json' } };
const good = new Counter('souk_good_reads');
const reads = new Counter('souk_reads');
const carts = new Counter('souk_carts');
const broken = new Counter('souk_broken');
const read_ms = new Trend('souk_read_ms');
const order_ms = new Trend('souk_order_ms');
const skus = JSON.parse(__ENV.SKUS);
const paths = new SharedArray('paths', () => weighted(JSON.parse(open(__ENV.PATHS))));

function keyed(key) {
  return { headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key } };
}

function any() {
  return skus[Math.floor(Math.random() * skus.length)];
}

function look() {
  const answer = http.get(__ENV.URL + draw(paths), { responseType: 'none' });
  reads.add(1);
  read_ms.add(answer.timings.duration);
  if (answer.status !== 200) broken.add(1);
  else if (answer.timings.duration <= SLO_MS) good.add(1);
}

function fillCart() {
  const cart = http.post(`${__ENV.URL}/v1/carts`, '{}', keyed(`cart-${__ENV.RUN}-${__VU}-${__ITER}`));
  if (cart.status !== 201) {
    broken.add(1);
    return;
  }
  const lines = `${__ENV.URL}/v1/carts/${cart.json('id')}/lines/${any()}`;
  const filled = http.put(lines, JSON.stringify({ quantity: 1 }), JSON_BODY);
  if (filled.status !== 200) broken.add(1);
  carts.add(1);
}

export function step() {
  if (Math.random() < READS) {
    look();
  } else if (Math.random() < ORDERS) {
    const began = Date.now();
    place([{ sku: any(), quantity: 1 }]);
    order_ms.add(Date.now() - began);
  } else {
    fillCart();
  }
}

export function handleSummary(data) {
  return { [__ENV.SUMMARY]: JSON.stringify(data.metrics) };
}
