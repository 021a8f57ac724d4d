/** A problem of a cart or of one of its lines in a shopper's words. */
export function problemWords(problem: unknown): string {
  if (typeof problem === "string") return WORDS[problem] ?? problem;
  const { type, code, detail, available } = problem as { type?: string; code?: string; detail?: string; available?: number };
  if (detail) return detail;
  if (typeof available === "number" && available > 0) return `Only ${available} left.`;
  const name = (type ?? code ?? "").replace(/^.*\//, "");
  return WORDS[name] ?? "This cannot be ordered as it is.";
}

const WORDS: Record<string, string> = {
  "out-of-stock": "There is not enough of this on the shelf.",
  out_of_stock: "There is not enough of this on the shelf.",
  unavailable: "This is not sold any more.",
};
