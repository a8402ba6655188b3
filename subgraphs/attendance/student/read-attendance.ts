import { addDays, civilDate } from '../../../kernel/clock';
import { badInput } from '../../../kernel/errors';
import type { AttendanceContext } from '../context';
import type { StudentAttendanceToday } from '../mappers';
import type { AttendanceRangeInput, AttendanceSummary } from '../schema.generated';
import { ownStudentIds } from './student.policy';

/** Longest range of days that is summed up on the fly. */
const MAX_DAYS = 366;

/**
 * A student's attendance over a range; null where it is none of the caller's business.
 * @throws Fault BAD_USER_INPUT for a range that ends before it starts or is longer than 366 days
 */
export async function readAttendance(
  { viewer, loaders }: Pick<AttendanceContext, 'viewer' | 'loaders'>,
  studentId: string,
  { start, end }: AttendanceRangeInput,
): Promise<AttendanceSummary | null> {
  if (end < start || end >= addDays(start, MAX_DAYS)) {
    throw badInput(`A range starts before it ends and has at most ${MAX_DAYS} days.`, ['range']);
  }
  if (!viewer) return null;
  const isOwn = ownStudentIds(viewer).includes(studentId);
  const isVisible = isOwn || (await loaders.placementByStudent.load(studentId)) !== null;
  return isVisible ? loaders.summaryByStudentRange.load({ studentId, start, end }) : null;
}

/** A student's present day at school; null where it is none of the caller's business, or the student has no classes. */
export async function readToday(
  { clock, loaders }: Pick<AttendanceContext, 'clock' | 'loaders'>,
  studentId: string,
): Promise<StudentAttendanceToday | null> {
  const placement = await loaders.placementByStudent.load(studentId);
  return placement && { studentId, date: civilDate(clock.now(), placement.timeZone) };
}
