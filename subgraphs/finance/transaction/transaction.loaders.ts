import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import { loadChildPages } from '../../../kernel/graphql/child-pages';
import type { Keyset } from '../../../kernel/graphql/pagination';
import { restrictToVisibleLedgers } from '../ledger/ledger.policy';
import { Posting } from './posting.entity';
import { Transaction } from './transaction.entity';

const NEWEST_FIRST: Keyset<Transaction> = { by: ['date', 'id'], direction: 'DESC' };

export const transactionLoaders = (db: DataSource, viewer: Viewer | null) => ({
  transactionById: loadById(db, Transaction, viewer && restrictToVisibleLedgers(viewer, 'row.ledgerId')),
  transactionsByLedger: loadChildPages(db, Transaction, {
    parent: 'ledgerId',
    keyset: NEWEST_FIRST,
    restrict: viewer
      ? restrictToVisibleLedgers<Transaction>(viewer, 'child.ledgerId')
      : (query) => query.andWhere('FALSE'),
  }),
  /** In the order they were posted in. */
  postingsByTransaction: loadGroups<string, Posting>(
    async (transactionIds) => {
      if (!viewer) return [];
      const query = db.getRepository(Posting).createQueryBuilder('row');
      query.where('row.transactionId = ANY(:transactionIds)', { transactionIds });
      restrictToVisibleLedgers<Posting>(viewer, 'row.ledgerId')(query);
      return query.orderBy('row.transactionId').addOrderBy('row.position').getMany();
    },
    (posting) => posting.transactionId,
  ),
});
