import { createHash } from 'node:crypto';
import type { Entry } from './entry';

/**
 * A digest of all that makes up a transaction but its id: the ledger first, so that it never matches across ledgers
 * or tenants. Amounts are hashed in minor units: "12.5" and "12.50" are the same content.
 */
export function contentHash({ ledgerId, date, description, payee, postings }: Entry): string {
  const lines = postings.map(({ accountId, money, memo }) => [
    accountId,
    money.minorUnits.toString(),
    money.currency,
    memo,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([ledgerId, date, description, payee, lines]))
    .digest('hex');
}
