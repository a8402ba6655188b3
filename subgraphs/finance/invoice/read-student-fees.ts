import type { Money } from '../../../kernel/money';
import type { FinanceContext } from '../context';
import { paysFor } from './invoice.policy';

/** What is owed for a student, as far as the caller sees it. */
export interface StudentFees {
  studentId: string;
  outstanding: Money[];
}

/**
 * What is owed for a student. Guardians with the switch on are always told; bursars and principals once their school
 * has invoiced the student, which is how finance knows whose student it is. Null for everybody else.
 */
export async function readStudentFees(
  { viewer, loaders }: Pick<FinanceContext, 'viewer' | 'loaders'>,
  studentId: string,
): Promise<StudentFees | null> {
  const totals = await loaders.feeTotalsByStudent.load(studentId);
  if (totals.length === 0 && !paysFor(viewer, studentId)) return null;
  const outstanding = totals.flatMap(({ currency, outstanding: owed }) =>
    owed === null ? [] : [{ minorUnits: BigInt(owed), currency }],
  );
  return { studentId, outstanding };
}
