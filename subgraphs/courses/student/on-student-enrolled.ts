import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../../../kernel/events/bus';
import { SchoolStudent } from './school-student.entity';

/** Remembers whose student somebody is, so that nothing is written about students who do not exist. */
export async function onStudentEnrolled(
  tx: EntityManager,
  { tenantId, payload: { studentId, schoolId } }: EventEnvelope<'student.enrolled'>,
): Promise<void> {
  const row = { studentId, schoolId, tenantId };
  await tx.createQueryBuilder().insert().into(SchoolStudent).values(row).orIgnore().execute();
}
