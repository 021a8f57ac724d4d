// Guests place orders through the edge: CLIENTS at once, each waiting for its answer before the next order.
// SKUS is a JSON array; every order takes LINES of them, one or two units each, all of one SKU when there is just one.
import http from 'k6/http';
import { Counter } from 'k6/metrics';

export const options = {
  scenarios: {
    place: {
      executor: 'constant-vus',
      vus: Number(__ENV.CLIENTS),
      duration: `${__ENV.SECONDS}s`,
      gracefulStop: '30s',
    },
  },
  summaryTrendStats: ['p(50)', 'p(95)', 'p(99)', 'max'],
};

const ORDER_ID = /ord_[0-9a-v]{26}/;
const skus = JSON.parse(__ENV.SKUS);
const lineCount = Math.min(Number(__ENV.LINES), skus.length);
const accepted = new Counter('souk_accepted');
const refused = new Counter('souk_refused');
const broken = new Counter('souk_broken');

function lines() {
  const first = Math.floor(Math.random() * skus.length);
  const chosen = [{ sku: skus[first], quantity: 1 }];
  if (lineCount > 1) {
    const step = 1 + Math.floor(Math.random() * (skus.length - 1));
    chosen.push({ sku: skus[(first + step) % skus.length], quantity: 2 });
  }
  return chosen;
}

export default function place() {
  const order = {
    lines: lines(),
    email: `buyer${__VU}@example.org`,
    shipping_address: {
      name: 'Ann Example',
      line1: '1 High Street',
      city: 'Dublin',
      postal_code: 'D01 F5P2',
      country: 'IE',
    },
    shipping_method: __ENV.SHIPPING_METHOD,
    payment: { gateway: 'sandbox', token: 'tok_ok' },
  };
  const key = `bench-${__ENV.RUN}-${__VU}-${__ITER}`;
  const began = new Date();
  const answer = http.post(`${__ENV.URL}/v1/orders`, JSON.stringify(order), {
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
  });
  let outcome = 'refused';
  if (answer.status === 201) {
    accepted.add(1);
    outcome = 'ok';
  } else if (answer.status === 409) {
    refused.add(1);
  } else {
    broken.add(1);
    if (answer.status === 0 || answer.status >= 500) outcome = 'unknown';
  }
  tell(key, began, outcome, answer);
}

// A line of the clients' history, as souk.audit.history reads it.
function tell(key, began, outcome, answer) {
  const told = { id: key, kind: 'place', key, started_at: began, ended_at: new Date(), outcome };
  if (answer.status) told.answer = answer.status;
  if (outcome === 'ok') told.order_id = ORDER_ID.exec(answer.body)[0];
  console.log(JSON.stringify(told));
}

export function handleSummary(data) {
  return { [__ENV.SUMMARY]: JSON.stringify(data.metrics) };
}
