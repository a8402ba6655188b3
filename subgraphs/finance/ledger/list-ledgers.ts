import { requireViewer } from '../../../kernel/auth/viewer';
import { pageOf, type Connection, type Keyset, type PageArgs } from '../../../kernel/graphql/pagination';
import type { FinanceContext } from '../context';
import { Ledger } from './ledger.entity';
import { restrictToVisibleLedgers } from './ledger.policy';

const BY_NAME: Keyset<Ledger> = { by: ['name', 'id'], direction: 'ASC' };

/** The ledgers the caller may read, by name. */
export async function listLedgers(
  { db, viewer }: Pick<FinanceContext, 'db' | 'viewer'>,
  args: PageArgs,
): Promise<Connection<Ledger>> {
  const query = db.getRepository(Ledger).createQueryBuilder('row');
  restrictToVisibleLedgers<Ledger>(requireViewer(viewer), 'row.id')(query);
  return pageOf(query, args, BY_NAME);
}
