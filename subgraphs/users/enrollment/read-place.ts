import type { EntityManager } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import type { UsersErrorCode } from '../schema.generated';
import type { School } from '../school/school.entity';
import { readAll } from '../text/read-all';
import { refuseNumberTaken } from '../text/refusing-taken';
import { readOptionalText, readText } from '../text/read-text';

const MAX_LENGTH = 40;

/** What a school puts a student down as. */
export interface Place {
  gradeLevel: string;
  homeroom: string | null;
  /** Null where the student keeps the one they have. */
  studentNumber: string | null;
}

/** @throws Refusal INVALID_TEXT, UNKNOWN_GRADE_LEVEL */
export function readPlace(
  { gradeLevels }: Pick<School, 'gradeLevels'>,
  input: { gradeLevel: string; homeroom?: string | null; studentNumber?: string | null },
): Place {
  return readAll({
    gradeLevel: () => {
      if (gradeLevels.includes(input.gradeLevel)) return input.gradeLevel;
      return refuse<UsersErrorCode>('UNKNOWN_GRADE_LEVEL', 'The school does not have this grade level.', [
        'input',
        'gradeLevel',
      ]);
    },
    homeroom: () => readOptionalText(input.homeroom, ['input', 'homeroom'], MAX_LENGTH),
    studentNumber: () =>
      typeof input.studentNumber === 'string'
        ? readText(input.studentNumber, ['input', 'studentNumber'], MAX_LENGTH)
        : null,
  });
}

/**
 * Makes sure that nobody else at a school has a number, whichever school they are mainly at.
 * @throws Refusal STUDENT_NUMBER_TAKEN
 */
export async function assertNumberFree(
  tx: EntityManager,
  {
    schoolId,
    studentNumber,
    studentId,
  }: { schoolId: string; studentNumber: string; studentId: string | null },
): Promise<void> {
  const [{ isTaken }] = await tx.query<[{ isTaken: boolean }]>(
    `SELECT EXISTS (SELECT FROM students WHERE school_id = $1 AND student_number = $2 AND id IS DISTINCT FROM $3)
       OR EXISTS (SELECT FROM school_enrollments WHERE school_id = $1 AND student_number = $2
                  AND student_id IS DISTINCT FROM $3 AND exit_date IS NULL) AS "isTaken"`,
    [schoolId, studentNumber, studentId],
  );
  if (isTaken) refuseNumberTaken();
}
