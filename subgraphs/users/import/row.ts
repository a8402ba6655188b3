import type { ImportErrorCode } from '../schema.generated';

/** One row of a file, its values by column. */
export interface Row {
  file: string;
  /** Line on which it begins; the header is line 1. */
  line: number;
  /** No plain object: a column may have any name, that of what every object has, too. */
  values: ReadonlyMap<string, string>;
}

/** What is wrong with a row. */
export interface RowProblem {
  field: string | null;
  code: ImportErrorCode;
  message: string;
}

/** Thrown where a row cannot be applied: what it did is undone, and the others go on. */
export class RowError extends Error {
  override readonly name = 'RowError';

  /** @param problems none where all that is wrong with the row was told of another one that it depends on */
  constructor(readonly problems: readonly RowProblem[]) {
    super(problems.map(({ message }) => message).join(' '));
  }
}

/** Refuses a row for one reason. */
export function refuseRow(code: ImportErrorCode, message: string, field: string | null = null): never {
  throw new RowError([{ field, code, message }]);
}

/** A value that must be there. @throws RowError MISSING_VALUE */
export function requiredValue({ values }: Row, column: string): string {
  return values.get(column) || refuseRow('MISSING_VALUE', `${column} is missing.`, column);
}

const MAX_NAME = 255;

/** What another system calls an object. @throws RowError MISSING_VALUE, INVALID_VALUE */
export function sourcedIdOf(row: Row, column: string): string {
  const value = requiredValue(row, column);
  if (value.length <= MAX_NAME) return value;
  return refuseRow('INVALID_VALUE', `${column} has more than ${MAX_NAME} characters.`, column);
}

/** A civil date that may be left out. @throws RowError INVALID_DATE */
export function dateValue({ values }: Row, column: string): string | null {
  const text = values.get(column);
  if (!text) return null;
  const day = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(text)?.[1];
  const instant = new Date(`${day}T00:00:00Z`);
  const exists = day && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
  return exists ? day : refuseRow('INVALID_DATE', `${column} is no date such as 2026-09-01.`, column);
}
