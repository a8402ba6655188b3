import type { SchoolEnrollment } from '../enrollment/school-enrollment.entity';

/** What becomes of a student when a school year ends. */
export type Outcome = 'PROMOTED' | 'RETAINED' | 'GRADUATED';

/** A stay that ends with the school year, and the grade level of the one that follows; null where none does. */
export interface RolledStay {
  stay: SchoolEnrollment;
  outcome: Outcome;
  gradeLevel: string | null;
}

/**
 * What becomes of each student: grade by grade, the highest graduates. Pure, so that a dry run tells exactly what the
 * real one does.
 * @param gradeLevels of the school, lowest first
 * @param retained ids of students who stay in their grade level
 * @returns null for a stay in a grade level that the school does not have
 */
export function planRollover(
  stays: readonly SchoolEnrollment[],
  gradeLevels: readonly string[],
  retained: ReadonlySet<string>,
): RolledStay[] | null {
  const planned: RolledStay[] = [];
  for (const stay of stays) {
    const { gradeLevel } = stay;
    const rank = gradeLevels.indexOf(gradeLevel);
    if (rank < 0) return null;
    const next = gradeLevels[rank + 1] ?? null;
    if (retained.has(stay.studentId)) planned.push({ stay, outcome: 'RETAINED', gradeLevel });
    else planned.push({ stay, outcome: next ? 'PROMOTED' : 'GRADUATED', gradeLevel: next });
  }
  return planned;
}
