import type { EntityManager } from 'typeorm';
import type { DatedStay } from './place-of';
import { SchoolEnrollment } from './school-enrollment.entity';

/** Every stay of these students, each with the civil date at its school. */
export async function readStays(
  db: EntityManager,
  studentIds: readonly string[],
  now: Date,
): Promise<DatedStay[]> {
  const { entities, raw } = await db
    .createQueryBuilder(SchoolEnrollment, 'stay')
    .addSelect('CAST(school_today(stay.schoolId, :now) AS text)', 'today')
    .where('stay.studentId = ANY(:studentIds)', { studentIds, now })
    .orderBy('stay.entryDate')
    .addOrderBy('stay.id')
    .getRawAndEntities<{ today: string }>();
  return entities.map((stay, i) => ({ ...stay, today: raw[i]!.today }));
}
