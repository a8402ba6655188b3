import { requireViewer } from '../../../kernel/auth/viewer';
import { pageOf, type Connection, type Keyset, type PageArgs } from '../../../kernel/graphql/pagination';
import type { UsersContext } from '../context';
import { School } from './school.entity';
import { restrictToOwnSchools } from './school.policy';

const BY_NAME: Keyset<School> = { by: ['name', 'id'], direction: 'ASC' };

/** The schools the caller belongs to, by name. */
export async function listSchools(
  { db, viewer }: Pick<UsersContext, 'db' | 'viewer'>,
  args: PageArgs,
): Promise<Connection<School>> {
  const query = db.getRepository(School).createQueryBuilder('row');
  restrictToOwnSchools(requireViewer(viewer))(query);
  return pageOf(query, args, BY_NAME);
}
