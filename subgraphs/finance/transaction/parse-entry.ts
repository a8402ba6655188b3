import { refuse } from '../../../kernel/errors';
import { isId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { FinanceErrorCode, PostTransactionInput } from '../schema.generated';
import { CLIENT_FIELDS, type Entry, type EntryPosting } from './entry';
import { readAmount } from './read-amount';
import { readOptionalText, readText } from './read-text';

const MIN_POSTINGS = 2;
const MAX_POSTINGS = 100;

/**
 * Reads what a client wants to post, as far as that can be judged without the ledger.
 * @throws Refusal INVALID_ID, INVALID_TEXT, INVALID_POSTING_COUNT, INVALID_AMOUNT or UNBALANCED
 */
export function parseEntry(input: PostTransactionInput, tenantId: string): Entry {
  if (!isId(ID_PREFIXES.Transaction, input.id)) {
    refuse<FinanceErrorCode>('INVALID_ID', 'A transaction id is txn_ and a UUIDv7 in Crockford base32.', [
      'input',
      'id',
    ]);
  }
  if (input.postings.length < MIN_POSTINGS || input.postings.length > MAX_POSTINGS) {
    const message = `A transaction has ${MIN_POSTINGS} to ${MAX_POSTINGS} postings.`;
    refuse<FinanceErrorCode>('INVALID_POSTING_COUNT', message, ['input', 'postings']);
  }
  const postings = input.postings.map(parsePosting);
  assertBalanced(postings);
  return {
    id: input.id,
    tenantId,
    ledgerId: input.ledgerId,
    date: input.date,
    kind: null,
    description: readText(input.description, ['input', 'description']),
    payee: readOptionalText(input.payee, ['input', 'payee']),
    postings,
  };
}

function parsePosting(
  { accountId, amount, memo }: PostTransactionInput['postings'][number],
  index: number,
): EntryPosting {
  const field = (part: string) => CLIENT_FIELDS.posting(index, part) ?? [];
  return {
    accountId,
    money: readAmount(amount, field('amount')),
    memo: readOptionalText(memo, field('memo')),
  };
}

function assertBalanced(postings: readonly EntryPosting[]): void {
  const sums = new Map<string, bigint>();
  for (const { money } of postings)
    sums.set(money.currency, (sums.get(money.currency) ?? 0n) + money.minorUnits);
  const open = [...sums].filter(([, sum]) => sum !== 0n).map(([currency]) => currency);
  if (open.length > 0) {
    const message = `The postings do not sum to zero in ${open.join(', ')}.`;
    refuse<FinanceErrorCode>('UNBALANCED', message, ['input', 'postings']);
  }
}
