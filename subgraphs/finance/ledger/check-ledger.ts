import { requireViewer } from '../../../kernel/auth/viewer';
import type { FinanceContext } from '../context';

/** What a recount found. */
export interface LedgerFindings {
  transactions: number;
  postings: number;
  unbalanced: number;
  incomplete: number;
  balanceMismatches: number;
  checkedAt: Date;
}

/** One statement sees one snapshot: a transaction that commits meanwhile is counted as a whole or not at all. */
const RECOUNT = `
  WITH sums AS (
    SELECT transaction_id, count(*) AS lines, sum(amount_minor_units) AS total
    FROM postings WHERE ledger_id = $1 AND tenant_id = $2 GROUP BY transaction_id, currency
  ), recounted AS (
    SELECT transaction_id, sum(lines) AS lines, bool_or(total <> 0) AS is_unbalanced FROM sums GROUP BY transaction_id
  ), balances AS (
    SELECT account_id, sum(amount_minor_units) AS total
    FROM postings WHERE ledger_id = $1 AND tenant_id = $2 GROUP BY account_id
  )
  SELECT count(*)::int AS "transactions",
    coalesce(sum(lines), 0)::int AS "postings",
    (count(*) FILTER (WHERE is_unbalanced))::int AS "unbalanced",
    (count(*) FILTER (WHERE coalesce(lines, 0) < 2))::int AS "incomplete",
    (SELECT count(*)::int FROM accounts LEFT JOIN balances ON balances.account_id = accounts.id
     WHERE accounts.ledger_id = $1 AND accounts.tenant_id = $2
       AND accounts.balance_minor_units <> coalesce(balances.total, 0)) AS "balanceMismatches"
  FROM (SELECT id FROM transactions WHERE ledger_id = $1 AND tenant_id = $2) AS posted
  FULL JOIN recounted ON recounted.transaction_id = posted.id`;

/** Recounts a ledger from its postings alone; null for a ledger that the caller may not read. */
export async function checkLedger(
  { db, viewer, loaders, clock }: Pick<FinanceContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  ledgerId: string,
): Promise<LedgerFindings | null> {
  const asker = requireViewer(viewer);
  if (!(await loaders.ledgerById.load(ledgerId))) return null;
  const [found] = await db.query<[Omit<LedgerFindings, 'checkedAt'>]>(RECOUNT, [ledgerId, asker.tenantId]);
  return { ...found, checkedAt: clock.now() };
}
