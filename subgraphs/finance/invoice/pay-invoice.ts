import type { EntityManager } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import { newId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { FinanceErrorCode } from '../schema.generated';
import type { EntryFields } from '../transaction/entry';
import { postEntry } from '../transaction/post-entry';
import type { Transaction } from '../transaction/transaction.entity';
import { feeAccount } from './fee-accounts';
import { Invoice } from './invoice.entity';
import { Payment } from './payment.entity';

/** Clients name no accounts: only the date of a payment's transaction comes from their arguments. */
const PAYMENT_FIELDS: EntryFields = { date: ['input', 'receivedOn'], posting: () => null };

/** Money that came in. */
export interface Receipt {
  amount: Money;
  receivedOn: string;
  /** User id of who took it. */
  receivedBy: string;
}

/**
 * Takes a payment for an invoice that the caller has locked, posts it, and brings the invoice up to date. Whoever
 * calls it has checked the receiver's rights.
 * @throws Refusal INVOICE_NOT_PAYABLE, CURRENCY_MISMATCH or OVERPAYMENT; those of {@link postEntry}
 */
export async function payInvoice(
  tx: EntityManager,
  invoice: Invoice,
  receipt: Receipt,
  now: Date,
): Promise<{ transactionId: string }> {
  assertPayable(invoice, receipt.amount);
  const transaction = await postReceipt(tx, invoice, receipt, now);
  await tx.insert(Payment, {
    id: newId('pay', now.getTime()),
    tenantId: invoice.tenantId,
    invoiceId: invoice.id,
    transactionId: transaction.id,
    amountMinorUnits: receipt.amount.minorUnits,
    receivedOn: receipt.receivedOn,
  });
  invoice.paidMinorUnits += receipt.amount.minorUnits;
  const key = { id: invoice.id, tenantId: invoice.tenantId };
  await tx.update(Invoice, key, { paidMinorUnits: invoice.paidMinorUnits });
  return { transactionId: transaction.id };
}

function assertPayable(invoice: Invoice, amount: Money): void {
  if (invoice.state !== 'ISSUED') {
    const message = 'The invoice takes no payments in its present state.';
    refuse<FinanceErrorCode>('INVOICE_NOT_PAYABLE', message, ['input', 'invoiceId']);
  }
  if (amount.currency !== invoice.currency) {
    const field = ['input', 'amount', 'currencyCode'];
    refuse<FinanceErrorCode>('CURRENCY_MISMATCH', `The invoice is in ${invoice.currency}.`, field);
  }
  if (amount.minorUnits > invoice.totalMinorUnits - invoice.paidMinorUnits) {
    const message = 'The payment is more than what is outstanding.';
    refuse<FinanceErrorCode>('OVERPAYMENT', message, ['input', 'amount', 'amount']);
  }
}

async function postReceipt(
  tx: EntityManager,
  invoice: Invoice,
  { amount, receivedOn, receivedBy }: Receipt,
  now: Date,
): Promise<Transaction> {
  const { tenantId, ledgerId, currency } = invoice;
  const bank = await feeAccount(tx, { tenantId, ledgerId, currency, purpose: 'BANK' });
  const entry = {
    id: newId(ID_PREFIXES.Transaction, now.getTime()),
    tenantId,
    ledgerId,
    date: receivedOn,
    kind: 'FEE_PAYMENT' as const,
    description: `Payment for invoice ${invoice.number}`,
    payee: null,
    postings: [
      { accountId: bank.id, money: amount, memo: null },
      {
        accountId: invoice.receivableAccountId,
        money: { ...amount, minorUnits: -amount.minorUnits },
        memo: null,
      },
    ],
  };
  const { transaction } = await postEntry(tx, entry, { userId: receivedBy, now, fields: PAYMENT_FIELDS });
  return transaction;
}
