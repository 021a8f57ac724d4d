/** 128 random bits in hexadecimal. Not `crypto.randomUUID`: that is missing on pages served over plain HTTP. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
