const STEPS: readonly [unit: string, seconds: number][] = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
];

/** How long that is, in the largest unit that says something: `4 min`, `2 h`, `35 s`, `0.4 s`. */
export function duration(ms: number): string {
  const seconds = ms / 1_000;
  const step = STEPS.find(([, size]) => seconds >= size);
  if (step) return `${Math.floor(seconds / step[1])} ${step[0]}`;
  if (seconds >= 10 || seconds <= 0) return `${Math.max(0, Math.round(seconds))} s`;
  return `${Number(seconds.toFixed(seconds < 1 ? 2 : 1))} s`;
}

/** @param now milliseconds since the epoch */
export function since(time: string, now: number): string {
  return duration(now - Date.parse(time));
}
