import * as fc from 'fast-check';
import { aPersonalLedger, anAccount, BUILT_AT } from '../../tests/support/finance-builders';
import { openSubgraph, type TestSubgraph } from '../../tests/support/subgraph';
import { aViewer } from '../../tests/support/viewers';
import { Refusal } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import { viewerFrom, type Viewer } from '../../kernel/auth/viewer';
import { moneyValue } from '../../kernel/money';
import type { Account } from './ledger/account.entity';
import { financeSubgraph } from './subgraph';
import { postTransaction } from './transaction/post-transaction';

let finance: TestSubgraph;
const db = () => finance.services.db;

beforeAll(async () => {
  finance = await openSubgraph(financeSubgraph(), { clock: { now: () => BUILT_AT } });
});
afterAll(() => finance.stop());

const CLIENTS = 4;
const IDS = 6;
const CURRENCIES = ['KES', 'KES', 'KES', 'USD', 'USD'];

/** What is sound far more often than not, so that whole posts get through, and get in each other's way. */
const mostly = <T>(sound: fc.Arbitrary<T>, unsound: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: sound }, { weight: 1, arbitrary: unsound });

/** A post that a client tries: often balanced, sometimes not; ids are few, so that clients collide. */
const attempt = fc.record({
  id: fc.nat(IDS - 1),
  currency: fc.constantFrom('KES', 'USD'),
  legs: fc.array(
    fc.record({ account: fc.nat(CURRENCIES.length), amount: fc.integer({ min: -500, max: 500 }) }),
    { minLength: 1, maxLength: 5 },
  ),
  isBalanced: mostly(fc.constant(true), fc.constant(false)),
  date: mostly(fc.constantFrom('2026-03-01', '2025-06-01'), fc.constantFrom('2023-01-01', '2029-01-01')),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

interface World {
  viewer: Viewer;
  ledgerId: string;
  accounts: Account[];
  ids: string[];
}

async function aWorld(): Promise<World> {
  const ledger = await aPersonalLedger(db());
  const accounts: Account[] = [];
  for (const currency of CURRENCIES) accounts.push(await anAccount(db(), ledger, { currency }));
  const closed = await anAccount(db(), ledger);
  await db().query('UPDATE accounts SET is_closed = true WHERE id = $1', [closed.id]);
  return {
    viewer: viewerFrom({ ...aViewer(ledger.tenantId, { sub: ledger.ownerUserId! }) }),
    ledgerId: ledger.id,
    accounts: [...accounts, closed],
    ids: Array.from({ length: IDS }, () => newId('txn')),
  };
}

function inputOf({ accounts, ids, ledgerId }: World, { id, currency, legs, isBalanced, date }: Attempt) {
  const inCurrency = accounts.filter((account) => account.currency === currency);
  const rest = -legs.reduce((sum, { amount }) => sum + amount, 0);
  const all = isBalanced ? [...legs, { account: 0, amount: rest }] : legs;
  const postings = all.map(({ account, amount }) => ({
    // The last of all is the closed one; now and then a leg lands there, or in another currency.
    accountId: (account === accounts.length - 1
      ? accounts[account]!
      : inCurrency[account % inCurrency.length]!
    ).id,
    amount: moneyValue({ minorUnits: BigInt(amount), currency }),
  }));
  return { id: ids[id]!, ledgerId, date, description: 'tried', postings };
}

/** What each client was told: ids it was told are posted, and how often as new. */
async function run(world: World, clients: Attempt[][]): Promise<{ accepted: Set<string>; fresh: number }> {
  const accepted = new Set<string>();
  let fresh = 0;
  await Promise.all(
    clients.map(async (attempts) => {
      for (const tried of attempts) {
        try {
          const context = { db: db(), viewer: world.viewer, clock: finance.services.clock };
          const { transaction, replayed } = await postTransaction(context, inputOf(world, tried));
          accepted.add(transaction.id);
          fresh += replayed ? 0 : 1;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
      }
    }),
  );
  return { accepted, fresh };
}

const queryLedger = (sql: string, { ledgerId }: World) => db().query(sql, [ledgerId]);

it('a ledger stays sound whatever several clients post at once', async () => {
  let posted = 0;
  const attempts = fc.array(fc.array(attempt, { maxLength: 6 }), { minLength: CLIENTS, maxLength: CLIENTS });
  await fc.assert(
    fc.asyncProperty(attempts, async (clients) => {
      const world = await aWorld();
      const { accepted, fresh } = await run(world, clients);
      posted += fresh;

      const sums = await queryLedger(
        'SELECT currency FROM postings WHERE ledger_id = $1 GROUP BY currency HAVING sum(amount_minor_units) <> 0',
        world,
      );
      const drifted = await queryLedger(
        `SELECT id FROM accounts WHERE ledger_id = $1 AND balance_minor_units <>
           (SELECT coalesce(sum(amount_minor_units), 0) FROM postings WHERE account_id = accounts.id)`,
        world,
      );
      const stored = await queryLedger('SELECT id FROM transactions WHERE ledger_id = $1 ORDER BY id', world);
      const told = await queryLedger(
        `SELECT payload ->> 'transactionId' AS id FROM outbox_events WHERE aggregate_id = $1 ORDER BY 1`,
        world,
      );
      const expected = [...accepted].sort().map((id) => ({ id }));
      expect({ sums, drifted, stored, told, fresh }).toEqual({
        sums: [],
        drifted: [],
        stored: expected,
        told: expected,
        fresh: accepted.size,
      });
    }),
    { numRuns: 25 },
  );
  // A generator that never hits a valid post would prove nothing.
  expect(posted).toBeGreaterThan(20);
});
