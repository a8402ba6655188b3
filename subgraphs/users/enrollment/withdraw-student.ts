import type { EntityManager } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { UsersErrorCode, WithdrawStudentInput } from '../schema.generated';
import { administerSchool } from '../school/require-school';
import { todayAt } from '../school/school-zone';
import { readDay } from '../text/read-day';
import { refusingTaken } from '../text/refusing-taken';
import { endEnrollment } from './end-enrollment';
import { lockStudent, refuseUnknownStudent } from './lock-student';
import { SchoolEnrollment } from './school-enrollment.entity';
import { settleStudent } from './settle-student';

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

/**
 * The stay that has not ended yet: there is at most one that is open, and one before it whose end is arranged.
 * @throws Refusal NOT_ENROLLED
 */
export async function stayToEnd(
  tx: EntityManager,
  place: Pick<SchoolEnrollment, 'studentId' | 'schoolId'>,
  today: string,
): Promise<SchoolEnrollment> {
  const stay = await tx
    .createQueryBuilder(SchoolEnrollment, 'stay')
    .where(place)
    .andWhere('coalesce(stay.exitDate > :today AND stay.exitDate > stay.entryDate, true)', { today })
    .orderBy('stay.entryDate')
    .getOne();
  return (
    stay ??
    refuse<UsersErrorCode>('NOT_ENROLLED', 'The student is not enrolled in this school.', [
      'input',
      'studentId',
    ])
  );
}

/** @throws Refusal INVALID_DATE for a day before the stay began, or out of bounds */
export function readExit(stay: SchoolEnrollment, day: string, today: string, field: string[]): string {
  if (day >= stay.entryDate) return readDay(day, today, field);
  return refuse<UsersErrorCode>('INVALID_DATE', `The enrolment began on ${stay.entryDate}.`, field);
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
