import type { EntityManager } from 'typeorm';
import { Refusal, type UserError } from '../../../kernel/errors';
import type { ImportErrorCode } from '../schema.generated';
import { refusingTaken } from '../text/refusing-taken';
import { RowError, type RowProblem } from './row';
import type { Change, ImportScope, Unit } from './unit';

/** What came of a row. */
export type Outcome = { change: Change } | { problems: readonly RowProblem[] };

/** What the refusals of the use cases are called for a row. */
const CODES: Readonly<Record<string, ImportErrorCode>> = {
  EMAIL_TAKEN: 'EMAIL_TAKEN',
  STUDENT_NUMBER_TAKEN: 'STUDENT_NUMBER_TAKEN',
  UNKNOWN_GRADE_LEVEL: 'UNKNOWN_GRADE_LEVEL',
  INVALID_DATE: 'INVALID_DATE',
  ENROLLMENT_OVERLAPS: 'ENROLLMENT_OVERLAPS',
  NOT_FOUND: 'DANGLING_REFERENCE',
  FORBIDDEN: 'OUT_OF_SCOPE',
};

/** Applies a row, or undoes all that it did: what is wrong with one row is no matter to the others. */
export async function applyUnit(tx: EntityManager, scope: ImportScope, unit: Unit): Promise<Outcome> {
  try {
    // A transaction within a transaction is a savepoint.
    return { change: await refusingTaken(() => tx.transaction((part) => unit.apply(part, scope))) };
  } catch (error) {
    const problems = problemsOf(error);
    if (!problems) throw error;
    const named = ({ field, ...problem }: RowProblem) => ({
      ...problem,
      field: field && unit.columnOf(field),
    });
    return { problems: problems.map(named) };
  }
}

/** What is wrong with a row, by our names; null where it is not the row's fault. */
export function problemsOf(error: unknown): readonly RowProblem[] | null {
  if (error instanceof RowError) return error.problems;
  return error instanceof Refusal ? error.userErrors.map(toProblem) : null;
}

function toProblem({ code, field, message }: UserError): RowProblem {
  return { code: CODES[code] ?? 'INVALID_VALUE', field: field?.at(-1) ?? null, message };
}
