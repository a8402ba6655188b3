/** What JSON does not write as it is: quotes, backslashes, control characters, and half of a surrogate pair. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Writes a string as JSON. */
export function stringText(value: string): string {
  return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
}

const LATIN1 = /^[\u0000-\u00ff]*$/;

/**
 * The same text in as little memory as it needs. Names come from schemas, and one character of a description beyond
 * Latin-1 makes a schema's text, all parts of it and all that they become parts of take two bytes per character, whole
 * answers among them.
 */
export function compactText(text: string): string {
  return LATIN1.test(text) ? Buffer.from(text, 'latin1').toString('latin1') : text;
}
