// An order as a guest places it, and the line that the clients' history gets of it, as souk.audit.history reads it.
import http from 'k6/http';
import { Counter } from 'k6/metrics';

const ORDER_ID = /ord_[0-9a-v]{26}/;
const SLO_MS = Number(__ENV.SLO_MS || 500);
const accepted = new Counter('souk_accepted');
const refused = new Counter('souk_refused');
const broken = new Counter('souk_broken');
const good = new Counter('souk_good_orders');

export function place(lines) {
  const order = {
    lines,
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
    tags: { what: 'order' },
  });
  let outcome = 'refused';
  if (answer.status === 201) {
    accepted.add(1);
    if (answer.timings.duration <= SLO_MS) good.add(1);
    outcome = 'ok';
  } else if (answer.status === 409) {
    refused.add(1);
  } else {
    broken.add(1);
    if (answer.status === 0 || answer.status >= 500) outcome = 'unknown';
  }
  tell(key, began, outcome, answer);
}

function tell(key, began, outcome, answer) {
  const told = { id: key, kind: 'place', key, started_at: began, ended_at: new Date(), outcome };
  if (answer.status) told.answer = answer.status;
  if (outcome === 'ok') told.order_id = ORDER_ID.exec(answer.body)[0];
  console.log(JSON.stringify(told));
}
