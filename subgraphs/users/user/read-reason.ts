import { readText } from '../text/read-text';

const MAX_REASON = 500;

/**
 * Reads why somebody does something, for the audit.
 * @throws Refusal INVALID_TEXT
 */
export function readReason(reason: string): string {
  return readText(reason, ['input', 'reason'], MAX_REASON);
}
