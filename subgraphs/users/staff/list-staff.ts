import { STAFF_ROLES } from '../../../kernel/auth/viewer';
import { pageOf, type Connection, type Keyset, type PageArgs } from '../../../kernel/graphql/pagination';
import type { UsersContext } from '../context';
import type { StaffFilter } from '../schema.generated';
import { visitSchool } from '../school/require-school';
import { searchByName } from '../user/search-by-name';
import { Staff } from './staff.entity';

const BY_NAME: Keyset<Staff> = { by: ['familyName', 'id'], direction: 'ASC' };

/** What is asked of {@link listStaff}. */
export interface ListStaffArgs extends PageArgs {
  schoolId: string;
  filter?: StaffFilter | null;
}

/**
 * Who works at a school today, by family name: those with a role of its staff, and access.
 * @throws Fault NOT_FOUND for a school the caller does not belong to
 */
export async function listStaff(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  { schoolId, filter, ...page }: ListStaffArgs,
): Promise<Connection<Staff>> {
  const { viewer } = await visitSchool(context, schoolId);
  const query = context.db
    .getRepository(Staff)
    .createQueryBuilder('row')
    .where({ tenantId: viewer.tenantId, schoolId })
    .andWhere(
      `EXISTS (SELECT FROM role_assignments held JOIN users ON users.id = held.user_id AND users.is_enabled
        WHERE held.user_id = row.userId AND held.org_id = row.schoolId AND held.role = ANY(:roles)
          AND held.begin_date <= school_today(row.schoolId, :now)
          AND coalesce(held.end_date > school_today(row.schoolId, :now), true))`,
      { roles: filter?.role ? [filter.role] : STAFF_ROLES, now: context.clock.now() },
    );
  if (filter?.search) searchByName(query, filter.search);
  return pageOf(query, page, BY_NAME);
}
