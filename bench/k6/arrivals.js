// How the load comes. CLIENTS at once, each waiting for its answer before it asks again (capacity); or RATE a second
// whether or not anybody is answered (latency), by at most CLIENTS at once; or STAGES, [[rate, seconds], …], one after
// the other. What no client was free for is counted by k6 as a dropped iteration.
export function arriving(exec) {
  const clients = Number(__ENV.CLIENTS);
  const crowd = { exec, preAllocatedVUs: Math.min(clients, 64), maxVUs: clients, gracefulStop: '30s' };
  if (__ENV.STAGES) {
    const stages = JSON.parse(__ENV.STAGES);
    return {
      executor: 'ramping-arrival-rate',
      startRate: stages[0][0],
      timeUnit: '1s',
      stages: stages.flatMap(([rate, seconds]) => [
        { target: rate, duration: '0s' },
        { target: rate, duration: `${seconds}s` },
      ]),
      ...crowd,
    };
  }
  const duration = `${__ENV.SECONDS}s`;
  if (__ENV.RATE) {
    return { executor: 'constant-arrival-rate', rate: Number(__ENV.RATE), timeUnit: '1s', duration, ...crowd };
  }
  return { executor: 'constant-vus', vus: clients, duration, exec, gracefulStop: '30s' };
}

export const PERCENTILES = ['p(50)', 'p(95)', 'p(99)', 'p(99.9)', 'max'];
