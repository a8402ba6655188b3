import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { EnrollStudentInSchoolInput } from '../schema.generated';
import { administerSchool } from '../school/require-school';
import { todayAt } from '../school/school-zone';
import { readDay } from '../text/read-day';
import { refusingTaken } from '../text/refusing-taken';
import { beginEnrollment } from './begin-enrollment';
import { lockNamedStudent } from './lock-student';
import { assertNumberFree, readPlace } from './read-place';
import type { SchoolEnrollment } from './school-enrollment.entity';
import { settleStudent } from './settle-student';

/**
 * Enrols a student of the tenant in a school. A student who is at another school stays there as well.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, INVALID_TEXT, INVALID_DATE, UNKNOWN_GRADE_LEVEL,
 *   STUDENT_NUMBER_TAKEN, ENROLLMENT_OVERLAPS, ANONYMIZED
 */
export async function enrollStudent(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: EnrollStudentInSchoolInput,
): Promise<SchoolEnrollment> {
  const { viewer, school } = await administerSchool(context, input.schoolId);
  const place = readPlace(school, input);
  const { tenantId } = viewer;
  const now = context.clock.now();
  return refusingTaken(() =>
    context.db.transaction(async (tx) => {
      const student = await lockNamedStudent(tx, { id: input.studentId, tenantId });
      const today = await todayAt(tx, school.id, now);
      const entryDate = readDay(input.entryDate ?? today, today, ['input', 'entryDate']);
      await assertNumberFree(tx, {
        schoolId: school.id,
        studentNumber: place.studentNumber ?? student.studentNumber,
        studentId: student.id,
      });
      const entry = { schoolId: school.id, entryDate, entryType: input.entryType ?? ('NEW' as const) };
      const enrollment = await beginEnrollment(tx, { ...place, ...entry, student }, now);
      await settleStudent(tx, student, now);
      await recordAudit(tx, {
        ...{ tenantId, schoolId: school.id, actorUserId: viewer.userId, action: 'student.enrolled' },
        ...{ subjectId: student.id, at: now, after: enrollment },
      });
      return enrollment;
    }),
  );
}
