import { refuse } from '../../../kernel/errors';
import type { UsersErrorCode } from '../schema.generated';
import { readOptionalText, readText } from '../text/read-text';

const MAX_NAME_LENGTH = 100;
const MAX_PRONOUNS = 40;

/** Scripts with letters that look like those of the others: nobody's name mixes them within a word. */
const LOOK_ALIKES = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
/** More marks on one letter than any language puts there cover the lines around it. */
const PILED_MARKS = /\p{M}{4}/u;
const NOT_IN_NAMES = /[\p{S}\p{Cf}<>{}\\|/@#%&*=+_[\]"]/u;
/** They join letters in Persian, Kurdish and languages of India. */
const JOINERS = /[\u200C\u200D]/g;

/**
 * Reads a part of a person's name.
 * @throws Refusal INVALID_TEXT for what is no text, and for letters put together to look like another name
 */
export function readName(name: string, field: string[]): string {
  const read = readText(name, field, MAX_NAME_LENGTH);
  const isName =
    !NOT_IN_NAMES.test(read.replace(JOINERS, '')) && !PILED_MARKS.test(read) && !mixesScripts(read);
  if (!isName)
    refuse<UsersErrorCode>('INVALID_TEXT', 'A name has letters of one script and no symbols.', field);
  return read;
}

/** Reads a person's pronouns; blank ones are none. @throws Refusal INVALID_TEXT */
export function readPronouns(pronouns: string, field: string[]): string | null {
  return readOptionalText(pronouns, field, MAX_PRONOUNS);
}

/** Whether a word takes letters from scripts that look alike. */
export function mixesScripts(text: string): boolean {
  return text
    .split(/[^\p{L}\p{M}]+/u)
    .some((word) => LOOK_ALIKES.filter((script) => script.test(word)).length > 1);
}
