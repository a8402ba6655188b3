import { requireViewer } from '../../../kernel/auth/viewer';
import { pageOf, type Connection, type Keyset, type PageArgs } from '../../../kernel/graphql/pagination';
import type { UsersContext } from '../context';
import type { SchoolFilter } from '../schema.generated';
import { School } from './school.entity';
import { restrictToOwnSchools } from './school.policy';

const BY_NAME: Keyset<School> = { by: ['name', 'id'], direction: 'ASC' };

/** Everything below an organisation, at whatever depth; the organisation itself included. */
const UNITS_BELOW = `
  WITH RECURSIVE below AS (
    SELECT id FROM organization_units WHERE id = :parentId
    UNION ALL
    SELECT unit.id FROM organization_units unit JOIN below ON unit.parent_id = below.id
  ) SELECT id FROM below`;

/** What is asked of {@link listSchools}. */
export interface ListSchoolsArgs extends PageArgs {
  filter?: SchoolFilter | null;
}

/** The schools the caller belongs to, by name. */
export async function listSchools(
  { db, viewer }: Pick<UsersContext, 'db' | 'viewer'>,
  { filter, ...page }: ListSchoolsArgs,
): Promise<Connection<School>> {
  const query = db.getRepository(School).createQueryBuilder('row');
  restrictToOwnSchools(requireViewer(viewer))(query);
  const { parentId, search } = filter ?? {};
  if (parentId) query.andWhere(`row.parentId IN (${UNITS_BELOW})`, { parentId });
  if (search) {
    query.andWhere('(starts_with(lower(row.name), lower(:search)) OR row.identifier = :search)', { search });
  }
  return pageOf(query, page, BY_NAME);
}
