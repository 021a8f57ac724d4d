// Shared by the k6 scripts of all systems: CLIENTS at once, no pause between requests; FN is browse, checkout or hot.
import exec from 'k6/execution';
import { Counter, Trend } from 'k6/metrics';
import { SharedArray } from 'k6/data';

const seconds = Number(__ENV.SECONDS);
const clients = Number(__ENV.CLIENTS);
const wrong = new Counter('souk_wrong');
const orders = new Counter('souk_orders');
const ordersInTime = new Counter('souk_orders_in_time');
const answersInTime = new Counter('souk_answers_in_time');
const rejected = new Counter('souk_rejected');
const otherwise = new Counter('souk_otherwise');
const orderMs = new Trend('souk_order_ms');

export const ids = new SharedArray('ids', () => JSON.parse(open(__ENV.IDS)).products);
export const terms = new SharedArray('terms', () => JSON.parse(open(__ENV.IDS)).terms);
export const hotSku = () => JSON.parse(open(__ENV.IDS)).hot[__ENV.HOT || 'HOT-1'];
export const pick = (from) => from[Math.floor(Math.random() * from.length)];
export const page = () => Math.floor(Math.random() * 41); // 41 full pages of 24
export const email = () => `g${exec.vu.idInTest}-${exec.vu.iterationInInstance}-${Date.now()}@example.com`;

export function two() {
  const first = pick(ids);
  let second = pick(ids);
  while (second.variant === first.variant) second = pick(ids);
  return [first, second];
}

const isInTime = () => exec.instance.currentTestRunDuration <= seconds * 1000;

// One answer of a step; `ok` is false where it is not what was asked for, whatever its status.
export function seen(step, answer, ok) {
  if (!ok) wrong.add(1, { step });
  if (isInTime()) answersInTime.add(1);
  if (!ok && __ENV.DEBUG) console.error(step, answer.status, String(answer.body).slice(0, 400));
  return ok;
}

export function placed(began) {
  orderMs.add(Date.now() - began);
  orders.add(1);
  if (isInTime()) ordersInTime.add(1);
}

// An attempt at what is scarce that brought no order: for want of stock, or for another reason.
export function missed(isForStock, why) {
  (isForStock ? rejected : otherwise).add(1);
  if (!isForStock && __ENV.DEBUG) console.error(why);
}

export const options = {
  scenarios: {
    main:
      __ENV.FN === 'hot'
        ? { executor: 'shared-iterations', vus: clients, iterations: Number(__ENV.ATTEMPTS), maxDuration: `${seconds}s`, exec: 'hot' }
        : { executor: 'constant-vus', vus: clients, duration: `${seconds}s`, exec: __ENV.FN, gracefulStop: '60s' },
  },
  summaryTrendStats: ['p(50)', 'p(95)', 'p(99)', 'p(99.9)', 'max'],
};

export function handleSummary(data) {
  return { [__ENV.SUMMARY]: JSON.stringify(data.metrics) };
}
