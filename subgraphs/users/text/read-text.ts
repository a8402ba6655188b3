import { refuse } from '../../../kernel/errors';
import type { UsersErrorCode } from '../schema.generated';

/** Longer than any name that is one; what lies beyond is an accident or an attack. */
export const MAX_TEXT_LENGTH = 200;

/** Control characters, and those that turn the direction of writing or take no room: no name has them. */
const UNPRINTABLE = /[\p{Cc}\p{Co}\p{Cs}\u200B\u2028-\u202E\u2060-\u2069\uFEFF]/u;

/**
 * Reads a text that must be there: trimmed, in Unicode's normal form C, so that what looks equal is equal.
 * @throws Refusal INVALID_TEXT for one that is blank, too long, or has characters that no name has
 */
export function readText(text: string, field: string[], maxLength = MAX_TEXT_LENGTH): string {
  const normal = text.length <= maxLength * 4 ? text.normalize('NFC').trim() : text;
  if (normal === '' || normal.length > maxLength || UNPRINTABLE.test(normal)) {
    refuse<UsersErrorCode>(
      'INVALID_TEXT',
      `A text has 1 to ${maxLength} characters, none of them invisible.`,
      field,
    );
  }
  return normal;
}

/** Reads a text that may be left out; a blank one is. */
export function readOptionalText(
  text: string | null | undefined,
  field: string[],
  maxLength = MAX_TEXT_LENGTH,
): string | null {
  return text?.trim() ? readText(text, field, maxLength) : null;
}
