import type { Identity } from '../../../kernel/auth/signed-identity';
import { aViewer } from '../../../tests/support/viewers';
import { newId } from '../../../kernel/ids';
import { nextOf } from '../../../tests/support/client';
import { aPersonalLedger, anAccount, BUILT_AT, shareLedger } from '../../../tests/support/finance-builders';
import { createLive } from '../../../tests/support/live';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { LedgerMember } from '../ledger/ledger-member.entity';
import { financeSubgraph } from '../subgraph';

const WATCH = `subscription ($ledger: ID!, $after: String) { transactionPosted(ledgerId: $ledger, after: $after) {
  cursor transaction { id description postings { amount { amount } } } accounts { name balance { amount } } } }`;

interface Frame {
  data?: { transactionPosted: { cursor: string; transaction: { id: string } } };
  errors?: readonly { extensions?: { code?: unknown } }[];
}

let finance: TestSubgraph;
const db = () => finance.services.db;
const live = createLive<Frame>(() => finance, WATCH, BUILT_AT);

beforeAll(async () => {
  finance = await openSubgraph(financeSubgraph(), { clock: { now: () => BUILT_AT }, bus: live.bus });
});
afterAll(async () => {
  await live.close();
  await finance.stop();
});

async function aHome() {
  const ledger = await aPersonalLedger(db());
  const [cash, food] = [await anAccount(db(), ledger), await anAccount(db(), ledger, { name: 'Food', type: 'EXPENSE' })]; // prettier-ignore
  const owner = aViewer(ledger.tenantId, { sub: ledger.ownerUserId! });
  /** @returns the transaction's id */
  const buyLunch = async () => {
    const line = ({ id }: { id: string }, amount: string) => ({
      accountId: id,
      amount: { amount, currencyCode: 'KES' },
    });
    const id = newId('txn');
    const postings = [line(food, '12.50'), line(cash, '-12.50')];
    const input = { id, ledgerId: ledger.id, date: '2026-03-01', description: 'Lunch', postings };
    const { data } = await finance.send(
      owner,
      'mutation ($input: PostTransactionInput!) { postTransaction(input: $input) { userErrors { code } } }',
      { input },
    );
    expect(data.postTransaction.userErrors).toEqual([]);
    return id;
  };
  return { ledger, owner, buyLunch };
}

describe('watching a ledger', () => {
  it('shows each transaction with its postings, and what it makes of the accounts', async () => {
    const { ledger, owner, buyLunch } = await aHome();
    const frames = await live.watch(owner, { ledger: ledger.id });
    const [first, second] = [await buyLunch(), await buyLunch()];
    const { cursor, ...shown } = (await nextOf(frames)).data!.transactionPosted;
    expect(shown).toMatchObject({
      transaction: {
        id: first,
        description: 'Lunch',
        postings: [{ amount: { amount: '12.50' } }, { amount: { amount: '-12.50' } }],
      },
      accounts: expect.arrayContaining([{ name: 'Food', balance: { amount: expect.any(String) } }]),
    });
    expect((await nextOf(frames)).data?.transactionPosted.transaction.id).toBe(second);
    const again = await live.watch(owner, { ledger: ledger.id, after: cursor });
    expect((await nextOf(again)).data?.transactionPosted.transaction.id).toBe(second);
  });

  it('is over for somebody who is a member no longer', async () => {
    const { ledger, buyLunch } = await aHome();
    const guest = aViewer(ledger.tenantId);
    await shareLedger(db(), ledger, guest.sub, 'READER');
    const frames = await live.watch(guest, { ledger: ledger.id });
    await buyLunch();
    await nextOf(frames);
    await db().manager.delete(LedgerMember, { userId: guest.sub });
    await buyLunch();
    await expect(nextOf(frames)).rejects.toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  it('is for its members', async () => {
    const { ledger, owner } = await aHome();
    const refusalOf = async (viewer: Identity | null) =>
      (await nextOf(live.open(viewer, { ledger: ledger.id }))).errors?.[0]?.extensions?.code;
    expect(await refusalOf(aViewer(ledger.tenantId))).toBe('NOT_FOUND');
    expect(await refusalOf({ ...owner, tenant: 'org_other' })).toBe('NOT_FOUND');
    expect(await refusalOf({ tenant: owner.tenant, roles: owner.roles })).toBe('UNAUTHENTICATED');
    expect(await refusalOf(null)).toBe('UNAUTHENTICATED');
  });
});
