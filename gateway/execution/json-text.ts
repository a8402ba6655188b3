/** What JSON does not write as it is: quotes, backslashes, control characters, and half of a surrogate pair. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Writes a string as JSON. */
export function stringText(value: string): string {
  return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
}
