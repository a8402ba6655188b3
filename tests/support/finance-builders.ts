import type { DataSource } from 'typeorm';
import { newId } from '../../kernel/ids';
import { parseMoney } from '../../kernel/money';
import type { Invoice } from '../../subgraphs/finance/invoice/invoice.entity';
import { payInvoice } from '../../subgraphs/finance/invoice/pay-invoice';
import { issueInvoice, type NewInvoice } from '../../subgraphs/finance/invoice/issue-invoice';
import type { Account } from '../../subgraphs/finance/ledger/account.entity';
import { LedgerMember, type LedgerRole } from '../../subgraphs/finance/ledger/ledger-member.entity';
import type { Ledger } from '../../subgraphs/finance/ledger/ledger.entity';
import { openAccount, type NewAccount } from '../../subgraphs/finance/ledger/open-account';
import {
  openPersonalLedger,
  type NewPersonalLedger,
} from '../../subgraphs/finance/ledger/open-personal-ledger';
import {
  openSchoolLedger,
  type FeeAccounts,
  type NewSchoolLedger,
} from '../../subgraphs/finance/ledger/open-school-ledger';
import { aMember } from './viewers';

export const OPENED_ON = '2024-01-01';
/** The moment at which builders act. */
export const BUILT_AT = new Date('2026-03-02T08:00:00Z');

/** A personal ledger, without accounts. */
export async function aPersonalLedger(
  db: DataSource,
  over: Partial<NewPersonalLedger> = {},
): Promise<Ledger> {
  const ledger = {
    tenantId: newId('org'),
    ownerUserId: newId('usr'),
    name: 'Household',
    currency: 'KES',
    ...over,
  };
  return db.transaction((tx) => openPersonalLedger(tx, ledger, BUILT_AT));
}

/** A school's ledger with its bank, receivable and income accounts. */
export async function aSchoolLedger(
  db: DataSource,
  over: Partial<NewSchoolLedger> = {},
): Promise<FeeAccounts & { ledger: Ledger; schoolId: string; tenantId: string }> {
  const asked = {
    tenantId: newId('org'),
    schoolId: newId('sch'),
    name: 'School fees',
    currency: 'KES',
    openedOn: OPENED_ON,
    ...over,
  };
  const opened = await db.transaction((tx) => openSchoolLedger(tx, asked, BUILT_AT));
  return { ...opened, schoolId: asked.schoolId, tenantId: asked.tenantId };
}

export async function anAccount(
  db: DataSource,
  ledger: Ledger,
  over: Partial<NewAccount> = {},
): Promise<Account> {
  const account = { name: 'Cash', type: 'ASSET', currency: 'KES', openedOn: OPENED_ON, ...over } as const;
  return db.transaction((tx) => openAccount(tx, ledger, account, BUILT_AT));
}

/** Lets somebody into a personal ledger. */
export async function shareLedger(
  db: DataSource,
  ledger: Ledger,
  userId: string,
  role: LedgerRole,
): Promise<void> {
  await db.manager.insert(LedgerMember, { ledgerId: ledger.id, userId, tenantId: ledger.tenantId, role });
}

/** An issued invoice over 1000.00 of the ledger's currency, due at the end of March 2026. */
export async function anInvoice(
  db: DataSource,
  ledger: Ledger,
  { amount = '1000', ...over }: Partial<NewInvoice> & { amount?: string } = {},
): Promise<Invoice> {
  if (!ledger.schoolId) throw new Error('Only schools issue invoices');
  const invoice: NewInvoice = {
    tenantId: ledger.tenantId,
    schoolId: ledger.schoolId,
    timeZone: 'Africa/Nairobi',
    studentId: newId('stu'),
    number: newId('no'),
    description: 'Tuition, term 1',
    issueDate: '2026-03-01',
    dueDate: '2026-03-31',
    total: parseMoney({ amount, currencyCode: ledger.baseCurrency }, []),
    issuedBy: newId('usr'),
    ...over,
  };
  return db.transaction((tx) => issueInvoice(tx, invoice, BUILT_AT));
}

/** A school with its ledger, one invoice and a bursar. */
export async function aCharge(db: DataSource, over: Parameters<typeof anInvoice>[2] = {}) {
  const school = await aSchoolLedger(db);
  const invoice = await anInvoice(db, school.ledger, over);
  return { ...school, invoice, bursar: aMember(school.tenantId, school.schoolId, 'BURSAR') };
}

/** Takes money for an invoice; `amount` is a decimal of its currency. */
export async function aPayment(db: DataSource, invoice: Invoice, amount: string): Promise<void> {
  const money = parseMoney({ amount, currencyCode: invoice.currency }, []);
  const receipt = { amount: money, receivedOn: '2026-03-02', receivedBy: newId('usr') };
  await db.transaction((tx) => payInvoice(tx, invoice, receipt, BUILT_AT));
}
