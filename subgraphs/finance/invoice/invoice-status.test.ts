import { invoiceStatus } from './invoice-status';

const DUE = '2026-03-10';
const invoice = { state: 'ISSUED', dueDate: DUE, totalMinorUnits: 1000n, paidMinorUnits: 0n } as const;

it.each([
  ['with nothing paid before it is due', {}, '2026-03-01', 'ISSUED'],
  ['on the very day it is due', {}, DUE, 'ISSUED'],
  ['the day after it was due', {}, '2026-03-11', 'OVERDUE'],
  ['paid in part before it is due', { paidMinorUnits: 1n }, DUE, 'PARTIALLY_PAID'],
  ['paid in part after it was due', { paidMinorUnits: 999n }, '2026-03-11', 'OVERDUE'],
  ['paid in full', { paidMinorUnits: 1000n }, DUE, 'PAID'],
  ['paid in full, long after it was due', { paidMinorUnits: 1000n }, '2027-01-01', 'PAID'],
  ['not yet issued, though the date has passed', { state: 'DRAFT' }, '2027-01-01', 'DRAFT'],
  ['voided, though the date has passed', { state: 'VOID' }, '2027-01-01', 'VOID'],
] as const)('an invoice %s', (_case, over, today, status) => {
  expect(invoiceStatus({ ...invoice, ...over }, today)).toBe(status);
});
