import { OFFICE_ROLES } from '../../../kernel/auth/viewer';
import { pageOf, type Connection, type Keyset, type PageArgs } from '../../../kernel/graphql/pagination';
import type { AttendanceContext } from '../context';
import type { AttendanceSessionFilter } from '../schema.generated';
import { requireRole } from '../school/require-role';
import { AttendanceSession } from './attendance-session.entity';

const BY_TIME: Keyset<AttendanceSession> = { by: ['startsAt', 'id'], direction: 'ASC' };

/** What is asked of {@link listSessions}. */
export interface ListSessionsArgs extends PageArgs {
  schoolId: string;
  /** Civil date of the school. */
  date: string;
  filter?: AttendanceSessionFilter | null;
}

/**
 * A school's registers of one day, in order of time. For the school's office.
 * @throws Fault NOT_FOUND for a school the caller does not belong to; FORBIDDEN where they are not its office
 */
export async function listSessions(
  context: Pick<AttendanceContext, 'db' | 'viewer' | 'loaders'>,
  { schoolId, date, filter, ...page }: ListSessionsArgs,
): Promise<Connection<AttendanceSession>> {
  const { tenantId } = await requireRole(context, schoolId, OFFICE_ROLES);
  const query = context.db
    .getRepository(AttendanceSession)
    .createQueryBuilder('row')
    .where({ tenantId, schoolId, schoolDate: date });
  if (filter?.states) query.andWhere('row.state = ANY(:states)', { states: filter.states });
  return pageOf(query, page, BY_TIME);
}
