/** Each category is a stall with cloth of its own; neighbours never share one. Dark enough for white letters. */
const CLOTHS = ["#a5301d", "#11655c", "#c07a12", "#2f4180", "#7a2e55", "#4d6b22", "#8a4a1f", "#1f6a8a"] as const;

/** @param index the category's place among the top categories */
export function stallColour(index: number): string {
  return CLOTHS[Math.max(index, 0) % CLOTHS.length] ?? CLOTHS[0];
}
