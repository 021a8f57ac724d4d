// Guests place orders through the edge. SKUS is a JSON array; every order takes LINES of them, one or two units each,
// all of one SKU when there is just one. With ZIPF the SKU of rank r is drawn as often as 1 / r^ZIPF says.
import { arriving, PERCENTILES } from './arrivals.js';
import { draw, weighted } from './drawing.js';
import { place } from './order.js';

export const options = { scenarios: { place: arriving('buy') }, summaryTrendStats: PERCENTILES };

const skus = JSON.parse(__ENV.SKUS);
const lineCount = Math.min(Number(__ENV.LINES), skus.length);
const exponent = Number(__ENV.ZIPF || 0);
const ranks = weighted(skus.map((_, index) => [index, 1 / (index + 1) ** exponent]));

function lines() {
  const first = draw(ranks);
  const chosen = [{ sku: skus[first], quantity: 1 }];
  if (lineCount > 1) {
    let second = draw(ranks);
    if (second === first) second = (first + 1) % skus.length;
    chosen.push({ sku: skus[second], quantity: 2 });
  }
  return chosen;
}

export function buy() {
  place(lines());
}

export function handleSummary(data) {
  return { [__ENV.SUMMARY]: JSON.stringify(data.metrics) };
}
