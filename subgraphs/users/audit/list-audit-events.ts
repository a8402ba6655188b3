import { requireViewer } from '../../../kernel/auth/viewer';
import { forbidden } from '../../../kernel/errors';
import { pageOf, type Connection, type Keyset, type PageArgs } from '../../../kernel/graphql/pagination';
import type { UsersContext } from '../context';
import type { AuditEventFilter } from '../schema.generated';
import { visitSchool } from '../school/require-school';
import { canAdministerSchool, canManageSchools } from '../school/school.policy';
import { AuditEvent } from './audit-event.entity';

/** Ids sort by time. */
const NEWEST_FIRST: Keyset<AuditEvent> = { by: ['id'], direction: 'DESC' };

/** What is asked of {@link listAuditEvents}. */
export interface ListAuditEventsArgs extends PageArgs {
  schoolId?: string | null;
  filter?: AuditEventFilter | null;
}

/**
 * What was done in a school, or in the whole tenant, newest first.
 * @throws Fault UNAUTHENTICATED; NOT_FOUND for a school the caller does not belong to; FORBIDDEN for others than its
 *   administrators, or those of the district where no school is named
 */
export async function listAuditEvents(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders'>,
  { schoolId, filter, ...page }: ListAuditEventsArgs,
): Promise<Connection<AuditEvent>> {
  const viewer = requireViewer(context.viewer);
  if (schoolId) await visitSchool(context, schoolId, canAdministerSchool);
  else if (!canManageSchools(viewer)) throw forbidden('Name the school whose records you want to see.');

  const query = context.db
    .getRepository(AuditEvent)
    .createQueryBuilder('row')
    .where('row.tenantId = :tenantId', { tenantId: viewer.tenantId });
  if (schoolId) query.andWhere({ schoolId });
  const { actorId, subjectId, action, since, until } = filter ?? {};
  if (actorId) query.andWhere({ actorUserId: actorId });
  if (subjectId) query.andWhere({ subjectId });
  if (action) query.andWhere('starts_with(row.action, :action)', { action });
  if (since) query.andWhere('row.occurredAt >= :since', { since });
  if (until) query.andWhere('row.occurredAt < :until', { until });
  return pageOf(query, page, NEWEST_FIRST);
}
