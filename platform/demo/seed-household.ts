import type { EntityManager } from 'typeorm';
import { addDays } from '../../kernel/clock';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import type { Account } from '../../subgraphs/finance/ledger/account.entity';
import type { Ledger } from '../../subgraphs/finance/ledger/ledger.entity';
import { openAccount } from '../../subgraphs/finance/ledger/open-account';
import { openPersonalLedger } from '../../subgraphs/finance/ledger/open-personal-ledger';
import { postEntry } from '../../subgraphs/finance/transaction/post-entry';
import { demoId } from './demo-id';
import type { Population } from './population';
import { createRandom } from './random';

const ACCOUNTS = [
  ['Current account', 'ASSET'],
  ['Opening balances', 'EQUITY'],
  ['Salary', 'INCOME'],
  ['Groceries', 'EXPENSE'],
  ['Rent', 'EXPENSE'],
  ['Transport', 'EXPENSE'],
] as const;
type AccountName = (typeof ACCOUNTS)[number][0];

const DAYS = 60;

/** One movement of money on or off the current account. */
interface Movement {
  date: string;
  description: string;
  /** Where the money comes from or goes to. */
  other: AccountName;
  /** Share of the school's yearly fee in thousandths; positive comes in. */
  share: bigint;
}

/** Two months of a guardian's own book-keeping, which no school role ever sees. */
export async function seedHousehold(
  tx: EntityManager,
  { school, guardians }: Population,
  today: string,
  now: Date,
): Promise<void> {
  const { tenantId, currency, fee } = school;
  const ownerUserId = guardians[0]!.userId;
  const ledger = await openPersonalLedger(tx, { tenantId, ownerUserId, name: 'Household', currency }, now);
  const accounts = await openAccounts(tx, ledger, addDays(today, -DAYS), now);

  for (const [i, { date, description, other, share }] of movements(today).entries()) {
    const money = { minorUnits: (fee * share) / 1000n, currency };
    const entry = {
      id: demoId(ID_PREFIXES.Transaction, `${ledger.ownerUserId} ${i}`),
      tenantId,
      ledgerId: ledger.id,
      date,
      kind: null,
      description,
      payee: null,
      postings: [
        { accountId: accounts['Current account'].id, money, memo: null },
        { accountId: accounts[other].id, money: { ...money, minorUnits: -money.minorUnits }, memo: null },
      ],
    };
    await postEntry(tx, entry, { userId: ownerUserId, now, fields: { date: null, posting: () => null } });
  }
}

async function openAccounts(
  tx: EntityManager,
  ledger: Ledger,
  openedOn: string,
  now: Date,
): Promise<Record<AccountName, Account>> {
  const accounts: Partial<Record<AccountName, Account>> = {};
  for (const [name, type] of ACCOUNTS) {
    accounts[name] = await openAccount(
      tx,
      ledger,
      { name, type, currency: ledger.baseCurrency, openedOn },
      now,
    );
  }
  return accounts as Record<AccountName, Account>;
}

function movements(today: string): Movement[] {
  const random = createRandom(60);
  const list: Movement[] = [
    { date: addDays(today, -DAYS), description: 'Opening balance', other: 'Opening balances', share: 2_000n },
  ];
  for (let day = DAYS; day > 0; day -= 1) {
    const date = addDays(today, -day);
    if (day % 30 === 0) list.push({ date, description: 'Salary', other: 'Salary', share: 1_500n });
    if (day % 30 === 28) list.push({ date, description: 'Rent', other: 'Rent', share: -500n });
    if (random.chance(0.3))
      list.push({ date, description: 'Market', other: 'Groceries', share: -BigInt(10 + random.below(40)) });
    if (random.chance(0.2))
      list.push({ date, description: 'Bus', other: 'Transport', share: -BigInt(1 + random.below(6)) });
  }
  return list;
}
