import type { EntityManager } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import { recordEvent, type NewEvent } from '../../../kernel/events/record-event';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { EntryType, UsersErrorCode } from '../schema.generated';
import type { Student } from '../student/student.entity';
import type { Place } from './read-place';
import { SchoolEnrollment } from './school-enrollment.entity';

/** An enrolment to begin. */
export interface NewEnrollment extends Place {
  student: Pick<Student, 'id' | 'tenantId' | 'userId'>;
  schoolId: string;
  entryDate: string;
  entryType: EntryType;
}

/**
 * Begins a stay that stays open, gives the student their role at the school, and tells it. Hold a lock on the student.
 * @throws Refusal ENROLLMENT_OVERLAPS
 */
export async function beginEnrollment(
  tx: EntityManager,
  { student, ...stay }: NewEnrollment,
  now: Date,
): Promise<SchoolEnrollment> {
  const { id: studentId, tenantId, userId } = student;
  const { schoolId, entryDate } = stay;
  const overlapping = tx
    .createQueryBuilder(SchoolEnrollment, 'stay')
    .where({ studentId, schoolId })
    .andWhere('daterange(stay.entryDate, stay.exitDate) && daterange(:entryDate, NULL)', { entryDate });
  if (await overlapping.getExists()) {
    const message = 'The student is enrolled in this school on some of these days already.';
    refuse<UsersErrorCode>('ENROLLMENT_OVERLAPS', message, ['input', 'entryDate']);
  }
  const id = newId(ID_PREFIXES.SchoolEnrollment, now.getTime());
  const enrollment = { ...stay, id, tenantId, studentId, exitDate: null, exitType: null };
  await tx.insert(SchoolEnrollment, enrollment);
  await giveRole(tx, { ...student, schoolId, entryDate }, now);
  await recordEvent(tx, enrolledEvent(enrollment, userId, now));
  return enrollment;
}

/** That a stay begins. */
export function enrolledEvent(
  stay: SchoolEnrollment,
  userId: string,
  now: Date,
): NewEvent<'student.enrolled'> {
  const {
    id: enrollmentId,
    tenantId,
    studentId,
    schoolId,
    gradeLevel,
    homeroom,
    entryDate,
    entryType,
  } = stay;
  return {
    name: 'student.enrolled',
    tenantId,
    aggregateId: studentId,
    occurredAt: now,
    payload: { studentId, userId, schoolId, enrollmentId, gradeLevel, homeroom, entryDate, entryType },
  };
}

/** Where they hold the role on one of these days already, it was given by hand, and stays. */
async function giveRole(
  tx: EntityManager,
  {
    userId,
    tenantId,
    schoolId,
    entryDate,
  }: { userId: string; tenantId: string; schoolId: string; entryDate: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO role_assignments (id, tenant_id, user_id, org_id, role, role_type, begin_date)
     SELECT $1, $2, $3, $4, 'STUDENT', 'PRIMARY', $5
     WHERE NOT EXISTS (SELECT FROM role_assignments WHERE user_id = $3 AND org_id = $4 AND role = 'STUDENT'
                       AND daterange(begin_date, end_date) && daterange($5, NULL))`,
    [newId('rol', now.getTime()), tenantId, userId, schoolId, entryDate],
  );
}
