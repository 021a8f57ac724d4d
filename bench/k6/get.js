// Readers: CLIENTS at once, each asking for one path after the other. PATHS is a file with [[path, weight], …];
// a path is drawn as often as its weight says. TOKEN signs the readers in.
import http from 'k6/http';
import { SharedArray } from 'k6/data';

export const options = {
  scenarios: {
    read: {
      executor: 'constant-vus',
      vus: Number(__ENV.CLIENTS),
      duration: `${__ENV.SECONDS}s`,
      gracefulStop: '10s',
    },
  },
  discardResponseBodies: true,
  summaryTrendStats: ['p(50)', 'p(95)', 'p(99)', 'max'],
};

const paths = new SharedArray('paths', () => {
  let sum = 0;
  return JSON.parse(open(__ENV.PATHS)).map(([path, weight]) => {
    sum += weight;
    return { url: __ENV.URL + path, upTo: sum };
  });
});
const total = paths[paths.length - 1].upTo;
const headers = __ENV.TOKEN ? { Authorization: `Bearer ${__ENV.TOKEN}` } : {};

function draw() {
  const at = Math.random() * total;
  let low = 0;
  let high = paths.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (paths[middle].upTo < at) low = middle + 1;
    else high = middle;
  }
  return paths[low].url;
}

export default function read() {
  http.get(draw(), { headers });
}

export function handleSummary(data) {
  return { [__ENV.SUMMARY]: JSON.stringify(data.metrics) };
}
