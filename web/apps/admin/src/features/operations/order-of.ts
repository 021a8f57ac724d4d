/** The order that an event is about, as far as it says so: payments share the id behind the prefix. */
export function orderOf(data: unknown, subject: string | null): string | null {
  const said = typeof data === "object" && data !== null && "order_id" in data ? data.order_id : null;
  if (typeof said === "string" && said.startsWith("ord_")) return said;
  const match = /^(?:ord|pay)_(.+)$/.exec(subject ?? "");
  return match?.[1] ? `ord_${match[1]}` : null;
}
