import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { WithdrawStudentInput } from '../schema.generated';
import { administerSchool } from '../school/require-school';
import { todayAt } from '../school/school-zone';
import { refusingTaken } from '../text/refusing-taken';
import { endEnrollment } from './end-enrollment';
import { lockStudent, refuseUnknownStudent } from './lock-student';
import type { SchoolEnrollment } from './school-enrollment.entity';
import { settleStudent } from './settle-student';
import { readExit, stayToEnd } from './stay-to-end';

/**
 * Ends a student's stay at a school. One that has not begun is taken back: it ends on the day it would begin.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, NOT_ENROLLED, INVALID_DATE
 */
export async function withdrawStudent(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  { studentId, schoolId, exitDate, exitType }: WithdrawStudentInput,
): Promise<SchoolEnrollment> {
  const { viewer } = await administerSchool(context, schoolId);
  if (!(await context.loaders.studentById.load(studentId))) refuseUnknownStudent();
  const { tenantId } = viewer;
  const now = context.clock.now();
  return refusingTaken(() =>
    context.db.transaction(async (tx) => {
      const student = await lockStudent(tx, { id: studentId, tenantId });
      const today = await todayAt(tx, schoolId, now);
      const before = await stayToEnd(tx, { studentId, schoolId }, today);
      const end = exitDate
        ? readExit(before, exitDate, today, ['input', 'exitDate'])
        : laterOf(before.entryDate, today);
      const change = { student, stay: before, exitDate: end, exitType: exitType ?? ('WITHDRAWN' as const) };
      const after = await endEnrollment(tx, change, now);
      await settleStudent(tx, student, now);
      await recordAudit(tx, {
        ...{ tenantId, schoolId, actorUserId: viewer.userId, action: 'student.withdrawn' },
        ...{ subjectId: studentId, at: now, before, after },
      });
      return after;
    }),
  );
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
