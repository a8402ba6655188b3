import type { UsersContext } from '../context';
import { visitSchool } from '../school/require-school';
import type { AcademicSession } from './academic-session.entity';

/**
 * A school's years, terms and grading periods by their first day.
 * @param on a civil date: only those that hold on that day
 * @throws Fault NOT_FOUND for a school the caller does not belong to
 */
export async function listAcademicSessions(
  context: Pick<UsersContext, 'viewer' | 'loaders'>,
  schoolId: string,
  on?: string | null,
): Promise<AcademicSession[]> {
  await visitSchool(context, schoolId);
  const sessions = await context.loaders.sessionsBySchool.load(schoolId);
  return on ? sessions.filter(({ startDate, endDate }) => startDate <= on && on <= endDate) : sessions;
}
