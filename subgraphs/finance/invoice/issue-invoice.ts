import type { EntityManager } from 'typeorm';
import { notFound } from '../../../kernel/errors';
import { newId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { Ledger } from '../ledger/ledger.entity';
import { postEntry } from '../transaction/post-entry';
import { feeAccount } from './fee-accounts';
import { Invoice } from './invoice.entity';

/** What a school charges for. */
export interface NewInvoice {
  tenantId: string;
  schoolId: string;
  /** The school's IANA zone. */
  timeZone: string;
  studentId: string;
  /** Unique within the school. */
  number: string;
  description: string;
  issueDate: string;
  dueDate: string;
  total: Money;
  /** User id of who issues it. */
  issuedBy: string;
}

/**
 * Issues an invoice and posts the charge to the school's ledger: fees receivable against fee income. Whoever calls it
 * has checked the issuer's rights.
 * @throws Fault NOT_FOUND where the school has no ledger
 * @throws Refusal ACCOUNT_NOT_USABLE where the ledger has no fee accounts of the currency; INVALID_DATE
 */
export async function issueInvoice(
  tx: EntityManager,
  { total, issuedBy, ...invoice }: NewInvoice,
  now: Date,
): Promise<Invoice> {
  const { tenantId, schoolId } = invoice;
  const ledger = await tx.findOneBy(Ledger, { tenantId, schoolId });
  if (!ledger) throw notFound('Ledger', `of ${schoolId}`);
  const accounts = { tenantId, ledgerId: ledger.id, currency: total.currency };
  const receivable = await feeAccount(tx, { ...accounts, purpose: 'FEES_RECEIVABLE' });
  const income = await feeAccount(tx, { ...accounts, purpose: 'FEE_INCOME' });

  const issued = tx.create(Invoice, {
    ...invoice,
    id: newId(ID_PREFIXES.Invoice, now.getTime()),
    currency: total.currency,
    totalMinorUnits: total.minorUnits,
    paidMinorUnits: 0n,
    state: 'ISSUED',
    ledgerId: ledger.id,
    receivableAccountId: receivable.id,
  });
  await tx.insert(Invoice, { ...issued });
  const entry = {
    id: newId(ID_PREFIXES.Transaction, now.getTime()),
    tenantId,
    ledgerId: ledger.id,
    date: invoice.issueDate,
    kind: 'FEE_CHARGE' as const,
    description: `Invoice ${invoice.number}`,
    payee: null,
    postings: [
      { accountId: receivable.id, money: total, memo: null },
      { accountId: income.id, money: { ...total, minorUnits: -total.minorUnits }, memo: null },
    ],
  };
  await postEntry(tx, entry, { userId: issuedBy, now, fields: { date: null, posting: () => null } });
  return issued;
}
