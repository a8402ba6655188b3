import { Fault, refuse } from '../../../kernel/errors';
import { parseMoney, type Money, type MoneyValue } from '../../../kernel/money';
import type { FinanceErrorCode } from '../schema.generated';

/**
 * Reads a client's amount; zero is none.
 * @throws Refusal INVALID_AMOUNT naming the offending part of the amount
 */
export function readAmount(amount: MoneyValue, field: readonly string[]): Money {
  const money = parsed(amount, field);
  if (money.minorUnits === 0n) {
    refuse<FinanceErrorCode>('INVALID_AMOUNT', 'An amount is never zero.', [...field, 'amount']);
  }
  return money;
}

function parsed(amount: MoneyValue, field: readonly string[]): Money {
  try {
    return parseMoney(amount, field);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    refuse<FinanceErrorCode>('INVALID_AMOUNT', error.message, error.extensions.field as string[]);
  }
}
