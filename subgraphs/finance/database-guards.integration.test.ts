import { aPersonalLedger, anAccount, anInvoice, aSchoolLedger } from '../../tests/support/finance-builders';
import { openSubgraph, type TestSubgraph } from '../../tests/support/subgraph';
import type { EntityManager } from 'typeorm';
import { violatedConstraint } from '../../kernel/database/errors';
import { newId } from '../../kernel/ids';
import type { Account } from './ledger/account.entity';
import type { Ledger } from './ledger/ledger.entity';
import { financeSubgraph } from './subgraph';

/** Everything here is plain SQL: what the database guarantees does not rest on the code above it. */
let finance: TestSubgraph;
let ledger: Ledger;
let cash: Account;
let food: Account;
const db = () => finance.services.db;

beforeAll(async () => {
  finance = await openSubgraph(financeSubgraph());
  ledger = await aPersonalLedger(db());
  cash = await anAccount(db(), ledger);
  food = await anAccount(db(), ledger, { name: 'Food', type: 'EXPENSE' });
});
afterAll(() => finance.stop());

type Line = { account: Account; amount: number; currency?: string };

async function insertTransaction(
  tx: EntityManager,
  count: number,
  over: { date?: string } = {},
): Promise<string> {
  const id = newId('txn');
  await tx.query(
    `INSERT INTO transactions (id, tenant_id, ledger_id, date, kind, description, posting_count, content_hash, posted_at, posted_by)
     VALUES ($1, $2, $3, $4, 'EXPENSE', 'by hand', $5, '', now(), 'usr_1')`,
    [id, ledger.tenantId, ledger.id, over.date ?? '2026-03-02', count],
  );
  return id;
}

async function insertPostings(
  tx: EntityManager,
  transactionId: string,
  lines: Line[],
  from = 0,
): Promise<void> {
  for (const [i, { account, amount, currency }] of lines.entries()) {
    await tx.query(
      `INSERT INTO postings (id, tenant_id, transaction_id, ledger_id, account_id, date, position, amount_minor_units, currency)
       SELECT $1, tenant_id, id, ledger_id, $2, date, $3, $4, $5 FROM transactions WHERE id = $6`,
      [newId('pst'), account.id, from + i, amount, currency ?? account.currency, transactionId],
    );
  }
}

const post = (lines: Line[], count = lines.length) =>
  db().transaction(async (tx) => {
    const id = await insertTransaction(tx, count);
    await insertPostings(tx, id, lines);
    return id;
  });
const balanced = () => [
  { account: food, amount: 500 },
  { account: cash, amount: -500 },
];

/** What a piece of work is refused for: a constraint's name, or the database's words. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return violatedConstraint(error) || (error as Error | null)?.message || 'accepted';
}

describe('at commit, the database', () => {
  it('takes postings that sum to zero', async () => {
    expect(await refusalOf(post(balanced()))).toBe('accepted');
  });

  it('refuses postings that do not sum to zero, and keeps nothing of them', async () => {
    const lines = [
      { account: food, amount: 500 },
      { account: cash, amount: -499 },
    ];
    let id = '';
    const work = db().transaction(async (tx) => {
      id = await insertTransaction(tx, 2);
      await insertPostings(tx, id, lines);
      // Everything is there until commit: the check is deferred.
      expect(await tx.query('SELECT 1 FROM postings WHERE transaction_id = $1', [id])).toHaveLength(2);
    });
    expect(await refusalOf(work)).toBe('transactions_balanced');
    expect(await db().query('SELECT 1 FROM transactions WHERE id = $1', [id])).toEqual([]);
  });

  it('refuses postings that sum to zero only across currencies', async () => {
    const dollars = await anAccount(db(), ledger, { name: 'Dollars', currency: 'USD' });
    const lines = [
      { account: food, amount: 500 },
      { account: dollars, amount: -500 },
    ];
    expect(await refusalOf(post(lines))).toBe('transactions_balanced');
  });

  it('refuses a transaction without postings, or without some of those it was posted with', async () => {
    expect(await refusalOf(post([], 2))).toBe('transactions_complete');
    expect(await refusalOf(post(balanced(), 3))).toBe('transactions_complete');
  });

  it('refuses further postings to a posted transaction, even balanced ones', async () => {
    const id = await post(balanced());
    const work = db().transaction((tx) => insertPostings(tx, id, balanced(), 2));
    expect(await refusalOf(work)).toBe('transactions_complete');
  });
});

describe('whoever tries, the database', () => {
  it('refuses a transaction of one posting, and a posting of nothing', async () => {
    expect(await refusalOf(post([{ account: food, amount: 1 }]))).toBe('transactions_posting_count_check');
    const lines = [
      { account: food, amount: 0 },
      { account: cash, amount: 0 },
    ];
    expect(await refusalOf(post(lines))).toBe('postings_amount_minor_units_check');
  });

  it('refuses to change, delete or truncate what was posted', async () => {
    const id = await post(balanced());
    const statements = [
      `UPDATE postings SET amount_minor_units = 1 WHERE transaction_id = '${id}'`,
      `UPDATE postings SET memo = 'x' WHERE transaction_id = '${id}'`,
      `DELETE FROM postings WHERE transaction_id = '${id}'`,
      `UPDATE transactions SET date = '2020-01-01' WHERE id = '${id}'`,
      `UPDATE transactions SET description = 'x' WHERE id = '${id}'`,
      `UPDATE transactions SET status = 'VOIDED' WHERE id = '${id}'`,
      `UPDATE transactions SET status = 'REVERSED', description = 'x' WHERE id = '${id}'`,
      `DELETE FROM transactions WHERE id = '${id}'`,
      'TRUNCATE postings CASCADE',
      'TRUNCATE transactions CASCADE',
    ];
    for (const sql of statements) {
      expect([sql, await refusalOf(db().query(sql))]).toEqual([
        sql,
        expect.stringMatching(/immutable|only the status/),
      ]);
    }
    const left = await db().query('SELECT amount_minor_units FROM postings WHERE transaction_id = $1', [id]);
    expect(left).toHaveLength(2);
  });

  it('lets a posted transaction be marked as reversed, and never back', async () => {
    const id = await post(balanced());
    await db().query(`UPDATE transactions SET status = 'REVERSED' WHERE id = $1`, [id]);
    const back = db().query(`UPDATE transactions SET status = 'POSTED' WHERE id = $1`, [id]);
    expect(await refusalOf(back)).toMatch(/only the status changes/);
  });

  it('refuses a posting in a currency that is not the account’s', async () => {
    const lines = balanced().map((line) => ({ ...line, currency: 'USD' }));
    expect(await refusalOf(post(lines))).toBe('postings_in_account_currency');
  });

  it('refuses a new currency for an account with postings, and allows it before the first', async () => {
    await post(balanced());
    const change = (account: Account) =>
      db().query(`UPDATE accounts SET currency = 'USD' WHERE id = $1`, [account.id]);
    expect(await refusalOf(change(cash))).toBe('postings_in_account_currency');
    expect(await refusalOf(change(await anAccount(db(), ledger)))).toBe('accepted');
  });

  it('refuses postings to an account of another ledger, a closed one, or one not open yet', async () => {
    const elsewhere = await anAccount(db(), await aPersonalLedger(db()));
    const closed = await anAccount(db(), ledger);
    await db().query('UPDATE accounts SET is_closed = true WHERE id = $1', [closed.id]);
    const future = await anAccount(db(), ledger, { openedOn: '2026-03-03' });
    const postTo = (account: Account) => post([{ account, amount: 5 }, { account: cash, amount: -5 }]); // prettier-ignore
    expect(await refusalOf(postTo(elsewhere))).toBe('postings_in_account_currency');
    expect(await refusalOf(postTo(closed))).toBe('postings_account_usable');
    expect(await refusalOf(postTo(future))).toBe('postings_account_usable');
  });

  it('refuses a ledger with two owners, or none', async () => {
    const insert = (kind: string, school: string | null, owner: string | null) =>
      db().query(
        `INSERT INTO ledgers (id, tenant_id, kind, name, base_currency, school_id, owner_user_id)
         VALUES ($1, 'org_1', $2, 'x', 'KES', $3, $4)`,
        [newId('led'), kind, school, owner],
      );
    for (const [school, owner] of [['sch_1', 'usr_1'], [null, null]] as const) {
      expect(await refusalOf(insert('SCHOOL', school, owner))).toBe('ledgers_one_owner');
      expect(await refusalOf(insert('PERSONAL', school, owner))).toBe('ledgers_one_owner');
    } // prettier-ignore
  });
});

describe('of an invoice, the database', () => {
  it('refuses more paid than the total, and paid without payments', async () => {
    const invoice = await anInvoice(db(), (await aSchoolLedger(db())).ledger);
    const pay = (paid: number) =>
      db().query('UPDATE invoices SET paid_minor_units = $1 WHERE id = $2', [paid, invoice.id]);
    expect(await refusalOf(pay(100_001))).toBe('invoices_never_overpaid');
    expect(await refusalOf(pay(-1))).toBe('invoices_never_overpaid');
    expect(await refusalOf(pay(100_000))).toBe('invoices_paid_by_payments');
  });

  it('refuses the same number twice at one school', async () => {
    const { ledger: fees } = await aSchoolLedger(db());
    await anInvoice(db(), fees, { number: '2026-1' });
    expect(await refusalOf(anInvoice(db(), fees, { number: '2026-1' }))).toBe(
      'invoices_school_id_number_key',
    );
    expect(await refusalOf(anInvoice(db(), (await aSchoolLedger(db())).ledger, { number: '2026-1' }))).toBe(
      'accepted',
    );
  });
});

it('the migrations can be taken back and applied again', async () => {
  const other = await openSubgraph(financeSubgraph());
  const { db: database } = other.services;
  for (let i = 0; i < 4; i += 1) await database.undoLastMigration();
  const left = await database.query(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`,
  );
  expect(left.map(({ tablename }: { tablename: string }) => tablename)).toEqual([
    ...['inbox_events', 'outbox_events', 'outbox_progress', 'parked_events'],
  ]);
  await database.runMigrations();
  const invoice = await anInvoice(database, (await aSchoolLedger(database)).ledger);
  expect(invoice.state).toBe('ISSUED');
  await other.stop();
});
