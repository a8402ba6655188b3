import { refuse } from '../../../kernel/errors';
import type { FinanceErrorCode } from '../schema.generated';

export const MAX_TEXT_LENGTH = 500;

/**
 * Reads a text that must be there.
 * @throws Refusal INVALID_TEXT for one that is blank, too long, or not storable
 */
export function readText(text: string, field: string[]): string {
  const trimmed = text.trim();
  // PostgreSQL's text holds every character but U+0000.
  if (trimmed === '' || text.length > MAX_TEXT_LENGTH || text.includes('\0')) {
    refuse<FinanceErrorCode>('INVALID_TEXT', `A text has 1 to ${MAX_TEXT_LENGTH} characters.`, field);
  }
  return trimmed;
}

/** Reads a text that may be left out; a blank one is. */
export function readOptionalText(text: string | null | undefined, field: string[]): string | null {
  return text?.trim() ? readText(text, field) : null;
}
