/** `partially_refunded` as a person says it. */
export function words(name: string): string {
  return name.replaceAll("_", " ");
}

/** With a capital first letter, for the beginning of a line. */
export function sentence(name: string): string {
  const text = words(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
