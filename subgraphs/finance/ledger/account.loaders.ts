import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { loadGroups } from '../../../kernel/graphql/load-groups';
import { Account } from './account.entity';
import { restrictToVisibleLedgers } from './ledger.policy';

/** An account, and the last day whose postings count. */
export interface BalanceKey {
  accountId: string;
  at: string;
}

const textOf = ({ accountId, at }: BalanceKey) => `${accountId}@${at}`;

export const accountLoaders = (db: DataSource, viewer: Viewer | null) => {
  const restrict = viewer && restrictToVisibleLedgers<Account>(viewer, 'row.ledgerId');
  return {
    accountById: loadById(db, Account, restrict),
    /** By name. */
    accountsByLedger: loadGroups<string, Account>(
      async (ledgerIds) => {
        if (!restrict) return [];
        const query = db.getRepository(Account).createQueryBuilder('row');
        restrict(query.where('row.ledgerId = ANY(:ledgerIds)', { ledgerIds }));
        return query.orderBy('row.name').addOrderBy('row.id').getMany();
      },
      (account) => account.ledgerId,
    ),
    /** In minor units; of accounts that the caller has been shown. */
    balanceAt: new DataLoader<BalanceKey, bigint, string>(
      async (keys) => {
        const balances = await balancesAt(db, viewer?.tenantId ?? null, keys);
        return keys.map((key) => balances.get(textOf(key)) ?? 0n);
      },
      { cacheKeyFn: textOf },
    ),
  };
};

async function balancesAt(
  db: DataSource,
  tenantId: string | null,
  keys: readonly BalanceKey[],
): Promise<Map<string, bigint>> {
  const rows = await db.query<{ account_id: string; at: string; balance: string }[]>(
    `SELECT asked.account_id, asked.at::text, sum(postings.amount_minor_units)::text AS balance
     FROM unnest($1::text[], $2::date[]) AS asked (account_id, at)
     JOIN accounts ON accounts.id = asked.account_id AND accounts.tenant_id = $3
     JOIN postings ON postings.account_id = accounts.id AND postings.date <= asked.at
     GROUP BY asked.account_id, asked.at`,
    [keys.map(({ accountId }) => accountId), keys.map(({ at }) => at), tenantId],
  );
  return new Map(rows.map((row) => [textOf({ accountId: row.account_id, at: row.at }), BigInt(row.balance)]));
}
