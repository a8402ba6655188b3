import type { EntityManager } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import type { UsersErrorCode } from '../schema.generated';
import { readDay } from '../text/read-day';
import { SchoolEnrollment } from './school-enrollment.entity';

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
