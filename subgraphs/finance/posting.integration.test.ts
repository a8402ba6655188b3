import {
  aPersonalLedger,
  anAccount,
  aSchoolLedger,
  BUILT_AT,
  shareLedger,
} from '../../tests/support/finance-builders';
import { openSubgraph, type TestSubgraph } from '../../tests/support/subgraph';
import { aMember, aViewer } from '../../tests/support/viewers';
import type { ViewerClaims } from '../../kernel/auth/viewer';
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
  postTransaction(input: $input) {
    transaction { id date kind status description payee postings { account { name } amount { amount currencyCode } memo } }
    replayed userErrors { code field message }
  }
}`;

interface Home {
  ledger: Ledger;
  cash: Account;
  food: Account;
  owner: ViewerClaims;
}

async function aHome(): Promise<Home> {
  const ledger = await aPersonalLedger(db());
  const cash = await anAccount(db(), ledger);
  const food = await anAccount(db(), ledger, { name: 'Food', type: 'EXPENSE' });
  return { ledger, cash, food, owner: aViewer(ledger.tenantId, { sub: ledger.ownerUserId! }) };
}

const line = (account: { id: string }, amount: string, currencyCode = 'KES') => ({
  accountId: account.id,
  amount: { amount, currencyCode },
});

function lunch({ ledger, cash, food }: Home, over: object = {}) {
  const postings = [line(food, '12.50'), line(cash, '-12.50')];
  return {
    id: newId('txn'),
    ledgerId: ledger.id,
    date: '2026-03-01',
    description: 'Lunch',
    postings,
    ...over,
  };
}

const post = async (viewer: ViewerClaims | null, input: object) => {
  const { data, errors } = await finance.send(viewer, POST, { input });
  return data?.postTransaction ?? { errors };
};

/** What is stored of a ledger: transactions, events, and the balances of its accounts. */
async function storedOf({ id }: Ledger) {
  const [row] = await db().query(
    `SELECT (SELECT count(*)::int FROM transactions WHERE ledger_id = $1) AS transactions,
       (SELECT count(*)::int FROM outbox_events WHERE aggregate_id = $1) AS events,
       (SELECT array_agg(balance_minor_units::int ORDER BY name) FROM accounts WHERE ledger_id = $1) AS balances`,
    [id],
  );
  return row;
}
const NOTHING = { transactions: 0, events: 0, balances: [0, 0] };

describe('posting a transaction', () => {
  it('stores it, moves the balances and tells it to others', async () => {
    const home = await aHome();
    const input = lunch(home, { payee: ' Mama Oliech ' });
    const payload = await post(home.owner, input);
    expect(payload).toEqual({
      transaction: {
        id: input.id,
        date: '2026-03-01',
        kind: 'EXPENSE',
        status: 'POSTED',
        description: 'Lunch',
        payee: 'Mama Oliech',
        postings: [
          { account: { name: 'Food' }, amount: { amount: '12.50', currencyCode: 'KES' }, memo: null },
          { account: { name: 'Cash' }, amount: { amount: '-12.50', currencyCode: 'KES' }, memo: null },
        ],
      },
      replayed: false,
      userErrors: [],
    });
    expect(await storedOf(home.ledger)).toEqual({ transactions: 1, events: 1, balances: [-1250, 1250] });
    const [event] = await db().query(
      'SELECT name, tenant_id, payload FROM outbox_events WHERE aggregate_id = $1',
      [home.ledger.id],
    );
    expect(event).toEqual({
      name: 'transaction.posted',
      tenant_id: home.ledger.tenantId,
      payload: { ledgerId: home.ledger.id, transactionId: input.id, date: '2026-03-01' },
    });
  });

  it('answers the stored transaction when it is sent again, however its amounts are written', async () => {
    const home = await aHome();
    const input = lunch(home);
    const first = await post(home.owner, input);
    const again = await post(home.owner, {
      ...input,
      postings: [line(home.food, '12.5'), line(home.cash, '-12.5')],
    });
    expect(again).toEqual({ ...first, replayed: true });
    expect(await storedOf(home.ledger)).toEqual({ transactions: 1, events: 1, balances: [-1250, 1250] });
  });

  it('still answers it after its account was closed', async () => {
    const home = await aHome();
    const input = lunch(home);
    await post(home.owner, input);
    await db().query('UPDATE accounts SET is_closed = true WHERE id = $1', [home.food.id]);
    expect(await post(home.owner, input)).toMatchObject({ transaction: { id: input.id }, replayed: true });
  });

  it('refuses the same id with other content', async () => {
    const home = await aHome();
    const input = lunch(home);
    await post(home.owner, input);
    const others = [
      { date: '2026-02-28' },
      { description: 'Dinner' },
      { payee: 'Somebody' },
      { postings: [line(home.food, '12.51'), line(home.cash, '-12.51')] },
      { postings: [...input.postings].reverse() },
      { postings: [{ ...input.postings[0], memo: 'soup' }, input.postings[1]] },
    ];
    for (const over of others) {
      expect(await post(home.owner, { ...input, ...over })).toMatchObject({
        transaction: null,
        replayed: false,
        userErrors: [{ code: 'TRANSACTION_ID_CONFLICT', field: ['input', 'id'] }],
      });
    }
    expect(await storedOf(home.ledger)).toEqual({ transactions: 1, events: 1, balances: [-1250, 1250] });
  });

  it('says no more than that of an id that somebody else used', async () => {
    const [mine, theirs] = [await aHome(), await aHome()];
    const input = lunch(theirs, { description: 'a secret' });
    await post(theirs.owner, input);
    const reply = await post(mine.owner, lunch(mine, { id: input.id }));
    expect(reply).toEqual({
      transaction: null,
      replayed: false,
      userErrors: [
        {
          code: 'TRANSACTION_ID_CONFLICT',
          field: ['input', 'id'],
          message: 'This id was used for a different transaction.',
        },
      ],
    });
    expect(await storedOf(mine.ledger)).toEqual(NOTHING);
  });

  it('posts once, however many clients send the same at once', async () => {
    const home = await aHome();
    const input = lunch(home);
    const replies = await Promise.all(Array.from({ length: 12 }, () => post(home.owner, input)));
    expect(replies.map(({ transaction }) => transaction?.id)).toEqual(Array(12).fill(input.id));
    expect(replies.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await storedOf(home.ledger)).toEqual({ transactions: 1, events: 1, balances: [-1250, 1250] });
  });

  it('takes one of two contents that are sent at once under one id, over different accounts', async () => {
    for (let i = 0; i < 5; i += 1) {
      const home = await aHome();
      const [bank, rent] = [await anAccount(db(), home.ledger), await anAccount(db(), home.ledger)];
      const input = lunch(home);
      const other = { ...input, postings: [line(rent, '900'), line(bank, '-900')] };
      const replies = await Promise.all([post(home.owner, input), post(home.owner, other)]);
      const codes = replies.map(({ userErrors }) => userErrors[0]?.code ?? 'posted').sort();
      expect(codes).toEqual(['TRANSACTION_ID_CONFLICT', 'posted']);
      expect(await storedOf(home.ledger)).toMatchObject({ transactions: 1, events: 1 });
    }
  });

  it('does not run in circles where many clients use the same accounts in any order', async () => {
    const home = await aHome();
    const accounts: Account[] = [];
    for (let i = 0; i < 8; i += 1) accounts.push(await anAccount(db(), home.ledger));
    const inputs = Array.from({ length: 30 }, (_, i) => {
      const rotated = [...accounts.slice(i % 8), ...accounts.slice(0, i % 8)];
      return lunch(home, {
        postings: [...rotated.map((account) => line(account, '1')), line(home.cash, '-8')],
      });
    });
    finance.takeStatements();
    const replies = await Promise.all(inputs.map((input) => post(home.owner, input)));
    expect(replies.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    // One lock for each: a deadlock would be resolved by trying again, and lock once more.
    expect(finance.takeStatements().filter((sql) => sql.endsWith('FOR UPDATE'))).toHaveLength(30);
    expect(await storedOf(home.ledger)).toMatchObject({ transactions: 30, events: 30 });
    const rows = await db().query(
      'SELECT DISTINCT name, balance_minor_units AS balance FROM accounts WHERE ledger_id = $1 AND type = $2 ORDER BY balance',
      [home.ledger.id, 'ASSET'],
    );
    expect(rows).toEqual([
      { name: 'Cash', balance: '-24000' },
      { name: 'Cash', balance: '3000' },
    ]);
  });
});

describe('bad input', () => {
  const path = (i: number, ...rest: string[]) => ['input', 'postings', String(i), ...rest];
  type Case = [string, (home: Home) => object, string, string[] | null];
  const cases: Case[] = [
    ['an id of the client’s fancy', () => ({ id: 'lunch-1' }), 'INVALID_ID', ['input', 'id']],
    ['an id of another type', () => ({ id: newId('acc') }), 'INVALID_ID', ['input', 'id']],
    ['no text', () => ({ description: '  ' }), 'INVALID_TEXT', ['input', 'description']],
    [
      'a text of 501 characters',
      () => ({ description: 'x'.repeat(501) }),
      'INVALID_TEXT',
      ['input', 'description'],
    ],
    ['a text that cannot be stored', () => ({ payee: 'a\0b' }), 'INVALID_TEXT', ['input', 'payee']],
    [
      'one posting',
      ({ cash }) => ({ postings: [line(cash, '1')] }),
      'INVALID_POSTING_COUNT',
      ['input', 'postings'],
    ],
    [
      '101 postings',
      ({ cash, food }) => ({ postings: [line(cash, '-100'), ...Array(100).fill(line(food, '1'))] }),
      'INVALID_POSTING_COUNT',
      ['input', 'postings'],
    ],
    [
      'a sum that is not zero',
      ({ cash, food }) => ({ postings: [line(food, '12.50'), line(cash, '-12.49')] }),
      'UNBALANCED',
      ['input', 'postings'],
    ],
    [
      'a sum that is zero only across currencies',
      ({ cash, food }) => ({ postings: [line(food, '5', 'USD'), line(cash, '-5')] }),
      'UNBALANCED',
      ['input', 'postings'],
    ],
    [
      'a posting of zero',
      ({ cash, food }) => ({ postings: [line(food, '0.00'), line(cash, '-0')] }),
      'INVALID_AMOUNT',
      path(0, 'amount', 'amount'),
    ],
    [
      'a third decimal of shillings',
      ({ cash, food }) => ({ postings: [line(food, '1.00'), line(cash, '-1.005')] }),
      'INVALID_AMOUNT',
      path(1, 'amount', 'amount'),
    ],
    [
      'a fraction of a yen',
      ({ cash, food }) => ({ postings: [line(food, '0.1', 'JPY'), line(cash, '-0.1', 'JPY')] }),
      'INVALID_AMOUNT',
      path(0, 'amount', 'amount'),
    ],
    [
      'an amount of 60 digits',
      ({ cash, food }) => ({ postings: [line(food, '9'.repeat(60)), line(cash, '-1')] }),
      'INVALID_AMOUNT',
      path(0, 'amount', 'amount'),
    ],
    [
      'a currency nobody knows',
      ({ cash, food }) => ({ postings: [line(food, '1', 'XXX'), line(cash, '-1', 'XXX')] }),
      'INVALID_AMOUNT',
      path(0, 'amount', 'currencyCode'),
    ],
    [
      'a currency that is not the account’s',
      ({ cash, food }) => ({ postings: [line(food, '1', 'USD'), line(cash, '-1', 'USD')] }),
      'CURRENCY_MISMATCH',
      path(0, 'amount', 'currencyCode'),
    ],
    [
      'an account that does not exist',
      ({ food }) => ({ postings: [line(food, '1'), line({ id: newId('acc') }, '-1')] }),
      'ACCOUNT_NOT_USABLE',
      path(1, 'accountId'),
    ],
    [
      'a day before the accounts were opened',
      () => ({ date: '2023-12-31' }),
      'INVALID_DATE',
      ['input', 'date'],
    ],
    ['a day more than a year ahead', () => ({ date: '2027-03-03' }), 'INVALID_DATE', ['input', 'date']],
  ];

  it.each(cases)('refuses %s and writes nothing', async (_case, over, code, field) => {
    const home = await aHome();
    const payload = await post(home.owner, lunch(home, over(home)));
    expect(payload).toEqual({
      transaction: null,
      replayed: false,
      userErrors: [{ code, field, message: expect.any(String) }],
    });
    expect(await storedOf(home.ledger)).toEqual(NOTHING);
  });

  it.each(['1e9', '12,50', '.5', '+1', '0x10', ' 1'])('refuses %p, which is no decimal', async (amount) => {
    const home = await aHome();
    const { errors } = await post(
      home.owner,
      lunch(home, { postings: [line(home.food, amount), line(home.cash, '-1')] }),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await storedOf(home.ledger)).toEqual(NOTHING);
  });

  it.each(['0001-01-01', '2026-02-30', '2026-2-3'])('refuses %p, which is no date', async (date) => {
    const home = await aHome();
    const { errors } = await post(home.owner, lunch(home, { date }));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('takes the last day of the year ahead, and an account opened on the day', async () => {
    const home = await aHome();
    expect(await post(home.owner, lunch(home, { date: '2027-03-02' }))).toMatchObject({ userErrors: [] });
    expect(await post(home.owner, lunch(home, { date: '2024-01-01' }))).toMatchObject({ userErrors: [] });
  });

  it('refuses a closed account, and one of another ledger of the same person', async () => {
    const home = await aHome();
    const { tenantId, ownerUserId } = home.ledger;
    const other = await aPersonalLedger(db(), { tenantId, ownerUserId: ownerUserId! });
    const elsewhere = await anAccount(db(), other);
    const closed = await anAccount(db(), home.ledger, { name: 'Closed' });
    await db().query('UPDATE accounts SET is_closed = true WHERE id = $1', [closed.id]);
    for (const account of [elsewhere, closed]) {
      const postings = [line(home.food, '1'), line(account, '-1')];
      expect(await post(home.owner, lunch(home, { postings }))).toMatchObject({
        userErrors: [{ code: 'ACCOUNT_NOT_USABLE', field: path(1, 'accountId') }],
      });
    }
    expect(await storedOf(home.ledger)).toMatchObject({ transactions: 0, events: 0 });
  });
});

describe('who may post', () => {
  const codeOf = async (viewer: ViewerClaims, input: object) =>
    (await post(viewer, input)).userErrors[0]?.code ?? 'posted';

  it('to a personal ledger: its owner and writers, not its readers', async () => {
    const home = await aHome();
    const tenant = home.ledger.tenantId;
    const [writer, reader] = [aViewer(tenant), aViewer(tenant)];
    await shareLedger(db(), home.ledger, writer.sub, 'WRITER');
    await shareLedger(db(), home.ledger, reader.sub, 'READER');
    expect(await codeOf(writer, lunch(home))).toBe('posted');
    expect(await codeOf(reader, lunch(home))).toBe('FORBIDDEN');
    expect(await codeOf(aViewer(tenant), lunch(home))).toBe('NOT_FOUND');
    expect(await codeOf(aMember(tenant, tenant, 'DISTRICT_ADMINISTRATOR'), lunch(home))).toBe('NOT_FOUND');
    expect(await codeOf(aViewer('org_other', { sub: home.owner.sub }), lunch(home))).toBe('NOT_FOUND');
    expect(await storedOf(home.ledger)).toMatchObject({ transactions: 1, events: 1 });
  });

  it('to a school’s ledger: its bursar alone', async () => {
    const { ledger, bank: cash, income: food, schoolId, tenantId } = await aSchoolLedger(db());
    const input = () => lunch({ ledger, cash, food, owner: aViewer(tenantId) });
    expect(await codeOf(aMember(tenantId, schoolId, 'BURSAR'), input())).toBe('posted');
    expect(await codeOf(aMember(tenantId, schoolId, 'PRINCIPAL'), input())).toBe('FORBIDDEN');
    expect(await codeOf(aMember(tenantId, tenantId, 'DISTRICT_ADMINISTRATOR'), input())).toBe('FORBIDDEN');
    expect(await codeOf(aMember(tenantId, schoolId, 'TEACHER'), input())).toBe('NOT_FOUND');
    expect(await codeOf(aMember(tenantId, newId('sch'), 'BURSAR'), input())).toBe('NOT_FOUND');
    expect(await codeOf(aMember('org_other', schoolId, 'BURSAR'), input())).toBe('NOT_FOUND');
    expect(await storedOf(ledger)).toMatchObject({ transactions: 1, events: 1 });
  });

  it('not somebody nobody vouches for', async () => {
    const home = await aHome();
    const { errors } = await post(null, lunch(home));
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(await storedOf(home.ledger)).toEqual(NOTHING);
  });
});
