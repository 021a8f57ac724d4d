/** The list with the thing at `from` now standing at `to`; both within it. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const next = [...items];
  const [thing] = next.splice(from, 1);
  if (thing !== undefined) next.splice(Math.min(Math.max(to, 0), next.length), 0, thing);
  return next;
}
