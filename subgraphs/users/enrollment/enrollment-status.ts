import type { ExitType, SchoolEnrollmentStatus } from '../schema.generated';
import type { SchoolEnrollment } from './school-enrollment.entity';

/** What of a stay decides where its student stands. */
export type Stay = Pick<SchoolEnrollment, 'entryDate' | 'exitDate' | 'exitType'>;

/** What is left of a stay that ended; who went up a grade, and has no next stay, is not there any more. */
const AFTER: Record<ExitType, SchoolEnrollmentStatus> = {
  TRANSFERRED: 'TRANSFERRED',
  GRADUATED: 'GRADUATED',
  WITHDRAWN: 'WITHDRAWN',
  PROMOTED: 'WITHDRAWN',
  RETAINED: 'WITHDRAWN',
  OTHER: 'WITHDRAWN',
};

/** The exit types after which a student stands so. */
export function exitTypesOf(status: SchoolEnrollmentStatus): ExitType[] {
  return (Object.keys(AFTER) as ExitType[]).filter((exitType) => AFTER[exitType] === status);
}

/** Whether a stay is in force on a day: from its entry until the day before its exit. */
export function isInForce({ entryDate, exitDate }: Stay, day: string): boolean {
  return entryDate <= day && (exitDate === null || exitDate > day);
}

/** Where a stay stands on a day. One that ended before it began never becomes active. */
export function statusOn(stay: Stay, day: string): SchoolEnrollmentStatus {
  if (isInForce(stay, day)) return 'ACTIVE';
  return stay.exitType && (stay.exitDate === stay.entryDate || stay.exitDate! <= day)
    ? AFTER[stay.exitType]
    : 'PENDING';
}

/** Where a student stands with one school on a day, by all of their stays there: what is, what will be, what was last. */
export function standingOn(stays: readonly Stay[], day: string): SchoolEnrollmentStatus {
  const statuses = stays.toSorted(byEnd).map((stay) => statusOn(stay, day));
  return (
    statuses.find((status) => status === 'ACTIVE') ??
    statuses.find((status) => status === 'PENDING') ??
    statuses.at(-1) ??
    'WITHDRAWN'
  );
}

function byEnd(a: Stay, b: Stay): number {
  return (a.exitDate ?? '9999') < (b.exitDate ?? '9999') ? -1 : 1;
}
