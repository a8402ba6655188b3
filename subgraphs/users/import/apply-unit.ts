import { Refusal, type UserError } from '../../../kernel/errors';
import type { Logger } from '../../../kernel/telemetry/logger';
import type { ImportErrorCode } from '../schema.generated';
import { RowError, type RowProblem } from './row';
import type { Change, Plan, Unit } from './unit';

/** What came of a row. */
export type Outcome = { change: Change } | { problems: readonly RowProblem[] };

/** What the refusals of the use cases are called for a row. */
const CODES: ReadonlyMap<string, ImportErrorCode> = new Map([
  ['EMAIL_TAKEN', 'EMAIL_TAKEN'],
  ['STUDENT_NUMBER_TAKEN', 'STUDENT_NUMBER_TAKEN'],
  ['UNKNOWN_GRADE_LEVEL', 'UNKNOWN_GRADE_LEVEL'],
  ['INVALID_DATE', 'INVALID_DATE'],
  ['ENROLLMENT_OVERLAPS', 'ENROLLMENT_OVERLAPS'],
  ['NOT_FOUND', 'DANGLING_REFERENCE'],
  ['FORBIDDEN', 'OUT_OF_SCOPE'],
  ['LAST_ADMINISTRATOR', 'LAST_ADMINISTRATOR'],
]);

/** What is told of a row whose fault is ours. */
export const NOT_PROCESSED: Outcome = {
  problems: [{ field: null, code: 'NOT_PROCESSED', message: 'This row could not be dealt with.' }],
};

/** What is told of each row that is left once the importer has lost the right to import. */
export const NO_LONGER_ALLOWED: Outcome = {
  problems: [
    {
      field: null,
      code: 'OUT_OF_SCOPE',
      message: 'Whoever asked for the import may not import here any more.',
    },
  ],
};

/** Drafts a row, or undoes all that it did: what is wrong with one row is no matter to the others. */
export function applyUnit(plan: Plan, unit: Unit, logger: Logger): Outcome {
  try {
    return { change: plan.draft.journal.attempt(() => unit.apply(plan)) };
  } catch (error) {
    const problems = problemsOf(error);
    if (!problems) {
      logger.error(
        { err: error, file: unit.file, line: unit.line },
        'a row of an import could not be applied',
      );
      return NOT_PROCESSED;
    }
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
  return { code: CODES.get(code) ?? 'INVALID_VALUE', field: field?.at(-1) ?? null, message };
}
