import {
  aPersonalLedger,
  anAccount,
  anInvoice,
  aSchoolLedger,
  BUILT_AT,
  shareLedger,
} from '../../tests/support/finance-builders';
import { openSubgraph, type TestSubgraph } from '../../tests/support/subgraph';
import { aGuardian, aMember, aViewer } from '../../tests/support/viewers';
import type { Role, ViewerClaims } from '../../kernel/auth/viewer';
import { newId } from '../../kernel/ids';
import type { Account } from './ledger/account.entity';
import type { Ledger } from './ledger/ledger.entity';
import { financeSubgraph } from './subgraph';

let finance: TestSubgraph;
const db = () => finance.services.db;

beforeAll(async () => {
  finance = await openSubgraph(financeSubgraph(), { clock: { now: () => BUILT_AT } });
});
afterAll(() => finance.stop());

const POST = `mutation ($input: PostTransactionInput!) {
  postTransaction(input: $input) { transaction { id } userErrors { code } } }`;

/** Moves whole shillings from one account to another, and answers the transaction's id. */
async function move(
  viewer: ViewerClaims,
  from: Account,
  to: Account,
  amount: number,
  date = '2026-03-01',
): Promise<string> {
  const id = newId('txn');
  const money = (units: number) => ({ amount: String(units), currencyCode: from.currency });
  const postings = [
    { accountId: to.id, amount: money(amount) },
    { accountId: from.id, amount: money(-amount) },
  ];
  const input = { id, ledgerId: from.ledgerId, date, description: 'Move', postings };
  const { data } = await finance.send(viewer, POST, { input });
  expect(data.postTransaction).toEqual({ transaction: { id }, userErrors: [] });
  return id;
}

async function aHome() {
  const ledger = await aPersonalLedger(db());
  const cash = await anAccount(db(), ledger);
  const bank = await anAccount(db(), ledger, { name: 'Bank' });
  return { ledger, cash, bank, owner: aViewer(ledger.tenantId, { sub: ledger.ownerUserId! }) };
}

const EVERYTHING = `query ($ledger: ID!, $account: ID!, $transaction: ID!) {
  ledger(id: $ledger) { id } account(id: $account) { id } transaction(id: $transaction) { id }
  ledgers { nodes { id } totalCount } ledgerIntegrity(ledgerId: $ledger) { transactions }
  _entities(representations: [
    { __typename: "Ledger", id: $ledger }, { __typename: "Account", id: $account }, { __typename: "Transaction", id: $transaction }
  ]) { ... on Node { id } }
}`;
type Parts = { ledger: Ledger; account: Account; transaction: string };

const SEEN = ({ ledger, account, transaction }: Parts) => ({
  ledger: { id: ledger.id },
  account: { id: account.id },
  transaction: { id: transaction },
  ledgers: { nodes: [{ id: ledger.id }], totalCount: 1 },
  ledgerIntegrity: { transactions: 1 },
  _entities: [{ id: ledger.id }, { id: account.id }, { id: transaction }],
});
const HIDDEN = {
  ledger: null,
  account: null,
  transaction: null,
  ledgers: { nodes: [], totalCount: 0 },
  ledgerIntegrity: null,
  _entities: [null, null, null],
};

const readBy = (viewer: ViewerClaims | null, { ledger, account, transaction }: Parts) => {
  // representations are built by the gateway; here the ids are written into them
  const ids = { ledger: ledger.id, account: account.id, transaction };
  return finance.send(viewer, EVERYTHING, ids);
};

describe('a personal ledger', () => {
  it('is read by its members, and by nobody else: no role, no other tenant', async () => {
    const { ledger, cash, bank, owner } = await aHome();
    const parts = { ledger, account: cash, transaction: await move(owner, bank, cash, 5) };
    const tenant = ledger.tenantId;
    const reader = aViewer(tenant);
    await shareLedger(db(), ledger, reader.sub, 'READER');

    for (const member of [owner, reader]) expect((await readBy(member, parts)).data).toEqual(SEEN(parts));

    const school = newId('sch');
    const roles: Role[] = [
      'PRINCIPAL',
      'BURSAR',
      'SITE_ADMINISTRATOR',
      'DISTRICT_ADMINISTRATOR',
      'SYSTEM_ADMINISTRATOR',
    ];
    const strangers = [
      ...roles.flatMap((role) => [aMember(tenant, school, role), aMember(tenant, tenant, role)]),
      aViewer('org_other', { sub: owner.sub }),
    ];
    for (const stranger of strangers) expect((await readBy(stranger, parts)).data).toEqual(HIDDEN);
  });
});

describe('a school’s ledger', () => {
  it('is read by its bursar and principal, and the administrators of the tenant', async () => {
    const { ledger, bank, income, schoolId, tenantId } = await aSchoolLedger(db());
    const bursar = aMember(tenantId, schoolId, 'BURSAR');
    const parts = { ledger, account: bank, transaction: await move(bursar, income, bank, 5) };
    const readers = [
      bursar,
      aMember(tenantId, schoolId, 'PRINCIPAL'),
      aMember(tenantId, tenantId, 'DISTRICT_ADMINISTRATOR'),
    ];
    for (const reader of readers) expect((await readBy(reader, parts)).data).toEqual(SEEN(parts));

    const strangers = [
      aMember(tenantId, schoolId, 'TEACHER'),
      aMember(tenantId, schoolId, 'SITE_ADMINISTRATOR'),
      aGuardian(tenantId, { student: newId('stu'), school: schoolId }),
      aMember(tenantId, newId('sch'), 'BURSAR'),
      aMember('org_other', schoolId, 'BURSAR'),
      aMember('org_other', 'org_other', 'DISTRICT_ADMINISTRATOR'),
    ];
    for (const stranger of strangers) expect((await readBy(stranger, parts)).data).toEqual(HIDDEN);
  });

  it('does not open by a membership', async () => {
    const { ledger, bank, income, schoolId, tenantId } = await aSchoolLedger(db());
    const parts = {
      ledger,
      account: bank,
      transaction: await move(aMember(tenantId, schoolId, 'BURSAR'), income, bank, 5),
    };
    const teacher = aMember(tenantId, schoolId, 'TEACHER');
    await shareLedger(db(), ledger, teacher.sub, 'OWNER');
    expect((await readBy(teacher, parts)).data).toEqual(HIDDEN);
  });
});

it('a caller nobody vouches for reads nothing', async () => {
  const { ledger, cash, bank, owner } = await aHome();
  const transaction = await move(owner, bank, cash, 5);
  for (const field of [
    `ledger(id: "${ledger.id}")`,
    `account(id: "${cash.id}")`,
    `transaction(id: "${transaction}")`,
  ]) {
    const { errors } = await finance.send(null, `{ ${field} { id } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  }
  const { errors } = await finance.send(null, `{ ledgerIntegrity(ledgerId: "${ledger.id}") { postings } }`);
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

describe('reading a ledger', () => {
  it('lists a person’s ledgers and their school’s by name, page by page', async () => {
    const { schoolId, tenantId } = await aSchoolLedger(db(), { name: 'Fees' });
    const bursar = aMember(tenantId, schoolId, 'BURSAR');
    for (const name of ['Savings', 'Chama'])
      await aPersonalLedger(db(), { tenantId, ownerUserId: bursar.sub, name });
    await aPersonalLedger(db(), { tenantId, name: 'A colleague’s' });
    const page = async (after?: string) => {
      const query = `query ($after: String) { ledgers(first: 2, after: $after) {
        nodes { name kind baseCurrency school { id } } pageInfo { hasNextPage endCursor } totalCount } }`;
      return (await finance.send(bursar, query, { after })).data.ledgers;
    };
    const first = await page();
    const second = await page(first.pageInfo.endCursor);
    expect([...first.nodes, ...second.nodes]).toEqual([
      { name: 'Chama', kind: 'PERSONAL', baseCurrency: 'KES', school: null },
      { name: 'Fees', kind: 'SCHOOL', baseCurrency: 'KES', school: { id: schoolId } },
      { name: 'Savings', kind: 'PERSONAL', baseCurrency: 'KES', school: null },
    ]);
    expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([
      3,
      true,
      false,
    ]);
  });

  it('shows accounts by name and transactions newest first, page by page', async () => {
    const { ledger, cash, bank, owner } = await aHome();
    const older = await move(owner, bank, cash, 1, '2026-01-05');
    const [early, late] = [
      await move(owner, bank, cash, 2, '2026-02-01'),
      await move(owner, bank, cash, 3, '2026-02-01'),
    ].sort();
    const page = async (after?: string) => {
      const query = `query ($id: ID!, $after: String) { ledger(id: $id) { accounts { name } transactions(first: 2, after: $after) {
        nodes { id } pageInfo { hasNextPage endCursor } totalCount } } }`;
      return (await finance.send(owner, query, { id: ledger.id, after })).data.ledger;
    };
    const first = await page();
    const second = await page(first.transactions.pageInfo.endCursor);
    expect(first.accounts).toEqual([{ name: 'Bank' }, { name: 'Cash' }]);
    const ids = [...first.transactions.nodes, ...second.transactions.nodes].map(
      ({ id }: { id: string }) => id,
    );
    expect(ids).toEqual([late, early, older]);
    expect([first.transactions.totalCount, first.transactions.pageInfo.hasNextPage]).toEqual([3, true]);
    expect(second.transactions.pageInfo.hasNextPage).toBe(false);
  });

  it('gives an account’s balance as it is, and as it was on any day', async () => {
    const { cash, bank, owner } = await aHome();
    await move(owner, bank, cash, 100, '2026-01-10');
    await move(owner, cash, bank, 30, '2026-01-20');
    // A backdated entry changes what earlier days show.
    await move(owner, bank, cash, 5, '2026-01-10');
    const { data } = await finance.send(
      owner,
      `query ($id: ID!) { account(id: $id) { name type currency isClosed ledger { name } now: balance { amount currencyCode }
        before: balance(at: "2026-01-09") { amount } on: balance(at: "2026-01-10") { amount }
        between: balance(at: "2026-01-19") { amount } after: balance(at: "2026-01-20") { amount } } }`,
      { id: cash.id },
    );
    expect(data.account).toEqual({
      name: 'Cash',
      type: 'ASSET',
      currency: 'KES',
      isClosed: false,
      ledger: { name: 'Household' },
      now: { amount: '75.00', currencyCode: 'KES' },
      before: { amount: '0.00' },
      on: { amount: '105.00' },
      between: { amount: '105.00' },
      after: { amount: '75.00' },
    });
  });

  it.each([0, 101])('refuses a page of %d', async (first) => {
    const { ledger, owner } = await aHome();
    const query = `query ($id: ID!, $first: Int!) { ledger(id: $id) { transactions(first: $first) { nodes { id } } } }`;
    const { errors } = await finance.send(owner, query, { id: ledger.id, first });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: ['first'] } }]);
  });

  it('takes the same number of statements for 1, 10 and 40 transactions, accounts and ledgers', async () => {
    const { ledger, cash, bank, owner } = await aHome();
    const tenantId = ledger.tenantId;
    for (let i = 0; i < 40; i += 1) {
      const account = await anAccount(db(), ledger, { name: `Account ${i}` });
      await move(owner, i % 2 ? bank : cash, account, i + 1);
      await aPersonalLedger(db(), { tenantId, ownerUserId: owner.sub, name: 'Later' });
    }
    const query = `query ($first: Int!) { ledgers(first: $first) { nodes {
      accounts { balance(at: "2026-03-01") { amount } other: balance(at: "2026-02-01") { amount } ledger { id } }
      transactions(first: $first) { totalCount nodes { ledger { name } postings { account { name ledger { id } } } } } } } }`;
    const count = async (first: number) => {
      finance.takeStatements();
      const { errors } = await finance.send(owner, query, { first });
      expect(errors).toBeUndefined();
      return finance.takeStatements().length;
    };
    const one = await count(1);
    expect([await count(10), await count(40)]).toEqual([one, one]);
    expect(one).toBeLessThan(10);
  });
});

describe('ledgerIntegrity', () => {
  const INTEGRITY = `query ($id: ID!) { ledgerIntegrity(ledgerId: $id) {
    transactions postings unbalanced incomplete balanceMismatches checkedAt } }`;
  const check = async (viewer: ViewerClaims, ledger: Ledger) =>
    (await finance.send(viewer, INTEGRITY, { id: ledger.id })).data.ledgerIntegrity;

  it('finds a sound ledger sound, fees and payments included', async () => {
    const { ledger, schoolId, tenantId } = await aSchoolLedger(db());
    await anInvoice(db(), ledger);
    await anInvoice(db(), ledger);
    expect(await check(aMember(tenantId, schoolId, 'PRINCIPAL'), ledger)).toEqual({
      transactions: 2,
      postings: 4,
      unbalanced: 0,
      incomplete: 0,
      balanceMismatches: 0,
      checkedAt: BUILT_AT.toISOString(),
    });
  });

  it('finds what somebody broke behind the database’s back', async () => {
    const { ledger, cash, bank, owner } = await aHome();
    const [unbalanced, emptied, halved] = [
      await move(owner, bank, cash, 10),
      await move(owner, bank, cash, 20),
      await move(owner, bank, cash, 40),
    ];
    await move(owner, bank, cash, 80);
    await db().transaction(async (tx) => {
      // Off with all triggers, as a restore from a damaged backup would be.
      await tx.query(`SET LOCAL session_replication_role = replica`);
      await tx.query(
        `UPDATE postings SET amount_minor_units = 1 WHERE transaction_id = $1 AND position = 0`,
        [unbalanced],
      );
      await tx.query('DELETE FROM postings WHERE transaction_id = $1', [emptied]);
      await tx.query('DELETE FROM postings WHERE transaction_id = $1 AND position = 0', [halved]);
    });
    expect(await check(owner, ledger)).toMatchObject({
      transactions: 4,
      postings: 5,
      unbalanced: 2,
      incomplete: 2,
      balanceMismatches: 2,
    });
  });
});
