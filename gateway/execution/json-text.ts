/** What JSON does not write as it is: quotes, backslashes, control characters, and half of a surrogate pair. */
// eslint-disable-next-line no-control-regex -- that is what it is about
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Writes a string as JSON. */
export function stringText(value: string): string {
  return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
}

const BEYOND_LATIN1 = /[\u0100-\uffff]/;

/**
 * The same text in as little memory as it needs. Names come from schemas, and one character of a description beyond
 * Latin-1 makes a schema's text, all parts of it and all that they become parts of take two bytes per character, whole
 * answers among them.
 */
export function compactText(text: string): string {
  return BEYOND_LATIN1.test(text) ? text : Buffer.from(text, 'latin1').toString('latin1');
}
