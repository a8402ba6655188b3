import type { EntityManager } from 'typeorm';
import { requireViewer, type Viewer } from '../../../kernel/auth/viewer';
import { once } from '../../../kernel/database/idempotency';
import { refuse } from '../../../kernel/errors';
import type { Money } from '../../../kernel/money';
import type { FinanceContext } from '../context';
import { isBursar } from '../ledger/ledger.policy';
import type { FinanceErrorCode, RecordPaymentInput } from '../schema.generated';
import { readAmount } from '../transaction/read-amount';
import { Transaction } from '../transaction/transaction.entity';
import { writeLedger } from '../transaction/write-ledger';
import { Invoice } from './invoice.entity';
import { restrictToVisibleInvoices } from './invoice.policy';
import { payInvoice } from './pay-invoice';

/** An invoice with the transaction that posted a payment for it. */
interface PaymentRecorded {
  invoice: Invoice;
  transaction: Transaction;
  replayed: boolean;
}

/**
 * Records money received for an invoice, once per idempotency key, and posts it: bank against fees receivable.
 * @throws Fault UNAUTHENTICATED
 * @throws Refusal NOT_FOUND, FORBIDDEN or INVALID_AMOUNT; those of {@link once} and {@link payInvoice}
 */
export async function recordPayment(
  { db, viewer, clock }: Pick<FinanceContext, 'db' | 'viewer' | 'clock'>,
  { invoiceId, amount: money, receivedOn, idempotencyKey }: RecordPaymentInput,
): Promise<PaymentRecorded> {
  const bursar = requireViewer(viewer);
  const amount = readPayment(money);
  return writeLedger(db, async (tx) => {
    // Under this lock payments for one invoice follow each other, so that each sees what is left to pay.
    const invoice = await lockInvoice(tx, bursar, invoiceId);
    const request = [invoiceId, amount.minorUnits.toString(), amount.currency, receivedOn];
    const act = { viewer: bursar, act: 'recordPayment', key: idempotencyKey, request };
    const receipt = { amount, receivedOn, receivedBy: bursar.userId };
    const { result, replayed } = await once(tx, act, () => payInvoice(tx, invoice, receipt, clock.now()));
    const ids = { id: result.transactionId, tenantId: bursar.tenantId };
    return { invoice, transaction: await tx.findOneByOrFail(Transaction, ids), replayed };
  });
}

function readPayment(money: RecordPaymentInput['amount']): Money {
  const field = ['input', 'amount'];
  const amount = readAmount(money, field);
  if (amount.minorUnits < 0n) {
    refuse<FinanceErrorCode>('INVALID_AMOUNT', 'A payment is more than zero.', [...field, 'amount']);
  }
  return amount;
}

async function lockInvoice(tx: EntityManager, viewer: Viewer, invoiceId: string): Promise<Invoice> {
  const query = tx
    .getRepository(Invoice)
    .createQueryBuilder('row')
    .where('row.id = :invoiceId', { invoiceId });
  restrictToVisibleInvoices(viewer, 'row')(query);
  const invoice = await query.setLock('pessimistic_write').getOne();
  const field = ['input', 'invoiceId'];
  if (!invoice) return refuse<FinanceErrorCode>('NOT_FOUND', 'There is no such invoice.', field);
  if (!isBursar(viewer, invoice.schoolId)) {
    refuse<FinanceErrorCode>('FORBIDDEN', 'Only the school’s bursar records payments.', field);
  }
  return invoice;
}
