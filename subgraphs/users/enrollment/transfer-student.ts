import { refuse } from '../../../kernel/errors';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { TransferStudentInput, UsersErrorCode } from '../schema.generated';
import { administerSchool } from '../school/require-school';
import { todayAt } from '../school/school-zone';
import type { Student } from '../student/student.entity';
import { refusingTaken } from '../text/refusing-taken';
import { beginEnrollment } from './begin-enrollment';
import { endEnrollment } from './end-enrollment';
import { lockNamedStudent, refuseUnknownStudent } from './lock-student';
import { assertNumberFree, readPlace } from './read-place';
import { settleStudent } from './settle-student';
import { readExit, stayToEnd } from './stay-to-end';

/**
 * Ends a student's stay at one school and begins one at another on the same day, both or neither.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, NOT_ENROLLED, INVALID_TEXT, INVALID_DATE,
 *   UNKNOWN_GRADE_LEVEL, STUDENT_NUMBER_TAKEN, ENROLLMENT_OVERLAPS, ANONYMIZED
 */
export async function transferStudent(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: TransferStudentInput,
): Promise<Student> {
  const { studentId, fromSchoolId, toSchoolId, date } = input;
  const { viewer } = await administerSchool(context, fromSchoolId, ['input', 'fromSchoolId']);
  const { school } = await administerSchool(context, toSchoolId, ['input', 'toSchoolId']);
  if (!(await context.loaders.studentById.load(studentId))) refuseUnknownStudent();
  if (fromSchoolId === toSchoolId) {
    refuse<UsersErrorCode>('ENROLLMENT_OVERLAPS', 'The student is at this school already.', [
      'input',
      'toSchoolId',
    ]);
  }
  const place = readPlace(school, input);
  const { tenantId } = viewer;
  const now = context.clock.now();
  return refusingTaken(() =>
    context.db.transaction(async (tx) => {
      const student = await lockNamedStudent(tx, { id: studentId, tenantId });
      const today = await todayAt(tx, toSchoolId, now);
      const stay = await stayToEnd(tx, { studentId, schoolId: fromSchoolId }, today);
      const exitDate = readExit(stay, date, today, ['input', 'date']);
      const studentNumber = place.studentNumber ?? student.studentNumber;
      await assertNumberFree(tx, { schoolId: toSchoolId, studentNumber, studentId });
      const ended = await endEnrollment(tx, { student, stay, exitDate, exitType: 'TRANSFERRED' }, now);
      const entry = { schoolId: toSchoolId, entryDate: date, entryType: 'TRANSFER' as const };
      const begun = await beginEnrollment(tx, { ...place, ...entry, student }, now);
      const after = await settleStudent(tx, student, now);
      await recordAudit(tx, {
        ...{
          tenantId,
          actorUserId: viewer.userId,
          action: 'student.transferred',
          subjectId: studentId,
          at: now,
        },
        ...{ before: stay, after: { ended, begun } },
      });
      return after;
    }),
  );
}
