import { transactionKind } from './transaction-kind';

const [cash, bank] = [
  { type: 'ASSET', currency: 'KES' },
  { type: 'ASSET', currency: 'KES' },
] as const;
const food = { type: 'EXPENSE', currency: 'KES' } as const;
const salary = { type: 'INCOME', currency: 'KES' } as const;
const dollars = { type: 'ASSET', currency: 'USD' } as const;

it.each([
  ['between own accounts is a transfer', [cash, bank], 'TRANSFER'],
  ['to an expense account is an expense', [food, cash], 'EXPENSE'],
  ['from an income account is income', [bank, salary], 'INCOME'],
  ['with an expense taken off the income is an expense', [bank, food, salary], 'EXPENSE'],
  ['over two currencies is an exchange', [cash, dollars], 'FX'],
] as const)('money moved %s', (_case, accounts, kind) => {
  expect(transactionKind(accounts)).toBe(kind);
});
