import { In, type EntityManager } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import { recordEvent } from '../../../kernel/events/record-event';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { CoursesErrorCode } from '../schema.generated';
import type { ClassSection } from '../section/class-section.entity';
import { lockSection } from '../section/lock-section';
import { enrollmentFacts } from '../section/section-facts';
import { Enrollment } from './enrollment.entity';

/** A place to be given to a student. */
export interface NewEnrollment extends Pick<Enrollment, 'studentId' | 'beginDate'> {
  /** A new one where absent. */
  id?: string;
  /** ACTIVE where absent. */
  state?: Enrollment['state'];
  /** Open where absent. */
  endDate?: string | null;
}

/**
 * Gives students places in a section, all of them or none, and tells the other services. Checks no rights.
 * @throws Fault NOT_FOUND where the tenant has no such section; Refusal ALREADY_ENROLLED, SECTION_FULL
 */
export async function addEnrollments(
  tx: EntityManager,
  section: Pick<ClassSection, 'id' | 'tenantId'>,
  places: readonly NewEnrollment[],
  now: Date,
): Promise<Enrollment[]> {
  if (places.length === 0) return [];
  // Whoever gives places holds this lock, so that what is counted below stays true until the transaction ends.
  const { id: sectionId, tenantId, schoolId, capacity } = await lockSection(tx, section);
  const rows = places.map(({ id, studentId, beginDate, state = 'ACTIVE', endDate = null }) => ({
    ...{ id: id ?? newId(ID_PREFIXES.Enrollment, now.getTime()), tenantId, sectionId, studentId, schoolId },
    ...{ state, beginDate, endDate },
  }));
  await assertRoomFor(tx, { sectionId, capacity }, rows);

  await tx.insert(Enrollment, rows);
  await recordEvent(tx, {
    name: 'enrollments.created',
    tenantId,
    aggregateId: sectionId,
    occurredAt: now,
    payload: { sectionId, enrollments: rows.map(enrollmentFacts) },
  });
  return rows;
}

/**
 * Counts every active place that has not ended by the first new day, also those that begin later: no day can then
 * see more students than the section has places.
 */
async function assertRoomFor(
  tx: EntityManager,
  { sectionId, capacity }: { sectionId: string; capacity: number },
  rows: readonly Enrollment[],
): Promise<void> {
  const active = rows.filter(({ state }) => state === 'ACTIVE');
  if (active.length === 0) return;
  const studentIds = active.map(({ studentId }) => studentId);
  if (await tx.existsBy(Enrollment, { sectionId, state: 'ACTIVE', studentId: In(studentIds) })) {
    refuse<CoursesErrorCode>('ALREADY_ENROLLED', 'The student already has a place in this section.', [
      'input',
      'studentId',
    ]);
  }
  const firstDay = active.map(({ beginDate }) => beginDate).sort()[0];
  const taken = await tx
    .createQueryBuilder(Enrollment, 'row')
    .where({ sectionId, state: 'ACTIVE' })
    .andWhere('( row.endDate > :firstDay OR row.endDate IS NULL )', { firstDay })
    .getCount();
  if (taken + active.length > capacity)
    refuse<CoursesErrorCode>('SECTION_FULL', 'The section has no free place.');
}
