// Readers: each asks for one path after the other. PATHS is a file with [[path, weight], …]; a path is drawn as often
// as its weight says. TOKEN signs the readers in.
import http from 'k6/http';
import { SharedArray } from 'k6/data';
import { Counter } from 'k6/metrics';
import { arriving, PERCENTILES } from './arrivals.js';
import { draw, weighted } from './drawing.js';

export const options = {
  scenarios: { read: arriving('read') },
  discardResponseBodies: true,
  summaryTrendStats: PERCENTILES,
};

const SLO_MS = Number(__ENV.SLO_MS || 100);
const good = new Counter('souk_good_reads');
const paths = new SharedArray('paths', () => weighted(JSON.parse(open(__ENV.PATHS))));
const headers = __ENV.TOKEN ? { Authorization: `Bearer ${__ENV.TOKEN}` } : {};

export function read() {
  const answer = http.get(__ENV.URL + draw(paths), { headers });
  if (answer.status === 200 && answer.timings.duration <= SLO_MS) good.add(1);
}

export function handleSummary(data) {
  return { [__ENV.SUMMARY]: JSON.stringify(data.metrics) };
}
