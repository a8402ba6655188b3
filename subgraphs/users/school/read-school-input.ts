import { isCurrency } from '../../../kernel/money';
import { refuse } from '../../../kernel/errors';
import type { UsersErrorCode } from '../schema.generated';
import { readText } from '../text/read-text';

const MAX_GRADE_LEVELS = 30;
const MAX_GRADE_LEVEL = 20;

/** Reads the name of a language as BCP 47 writes it. */
export function readLocale(locale: string, field: string[]): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(locale);
    if (canonical && Intl.DateTimeFormat.supportedLocalesOf(canonical).length > 0) return canonical;
  } catch {
    // falls through: what is no locale at all is the same mistake
  }
  return refuse<UsersErrorCode>('UNKNOWN_LOCALE', 'There is no such locale.', field);
}

/** Checks the currency that fees are charged in. */
export function readCurrency(currency: string, field: string[]): string {
  if (!isCurrency(currency)) refuse<UsersErrorCode>('UNKNOWN_CURRENCY', 'There is no such currency.', field);
  return currency;
}

/** Reads the grade levels of a school, lowest first, each once. */
export function readGradeLevels(levels: readonly string[], field: string[]): string[] {
  if (levels.length > MAX_GRADE_LEVELS) {
    refuse<UsersErrorCode>('TOO_MANY', `A school has at most ${MAX_GRADE_LEVELS} grade levels.`, field);
  }
  const read = levels.map((level) => readText(level, field, MAX_GRADE_LEVEL));
  if (new Set(read).size < read.length || read.length === 0) {
    refuse<UsersErrorCode>('INVALID_TEXT', 'A school has grade levels, each of them once.', field);
  }
  return read;
}
