// Places orders with the bare pipeline, as fast as CLIENTS that each wait for their answer can.
import http from 'k6/http';

export const options = {
  scenarios: {
    place: {
      executor: 'constant-vus',
      vus: Number(__ENV.CLIENTS),
      duration: `${__ENV.SECONDS}s`,
      gracefulStop: '5s',
    },
  },
  summaryTrendStats: ['p(50)', 'p(95)', 'p(99)', 'max'],
};

const isHot = __ENV.HOT === '1';
const pick = () => `S${Math.floor(Math.random() * Number(__ENV.SKUS))}`;
const address = { name: 'Ann Example', line1: '1 High Street', city: 'London', postal_code: 'N1 1AA', country: 'GB' };
const headers = { 'Content-Type': 'application/json' };

export default function place() {
  const lines = isHot ? [{ sku: 'S0', qty: 1 }] : [{ sku: pick(), qty: 1 }, { sku: pick(), qty: 2 }];
  http.post(__ENV.URL, JSON.stringify({ lines, email: 'ann@example.org', address }), { headers });
}

export function handleSummary(data) {
  return { [__ENV.SUMMARY]: JSON.stringify(data.metrics) };
}
