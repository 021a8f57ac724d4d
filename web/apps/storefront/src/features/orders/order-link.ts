/** The order and its key out of a link, however it was copied; null when it is none. */
export function readOrderLink(text: string): { id: string; token: string } | null {
  const match = /\/orders\/(ord_[a-z0-9]+)\/?\?(?:[^#\s]*&)?token=([^&#\s]+)/.exec(text.trim());
  if (!match?.[1] || !match[2]) return null;
  try {
    return { id: match[1], token: decodeURIComponent(match[2]) };
  } catch {
    return null;
  }
}
