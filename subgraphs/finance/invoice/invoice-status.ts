import type { InvoiceStatus } from '../schema.generated';
import type { Invoice } from './invoice.entity';

/**
 * What an invoice is to whoever looks at it today.
 * @param today the civil date at the school: an invoice is overdue from the day after its due date
 */
export function invoiceStatus(
  {
    state,
    dueDate,
    totalMinorUnits,
    paidMinorUnits,
  }: Pick<Invoice, 'state' | 'dueDate' | 'totalMinorUnits' | 'paidMinorUnits'>,
  today: string,
): InvoiceStatus {
  if (state !== 'ISSUED') return state;
  if (paidMinorUnits === totalMinorUnits) return 'PAID';
  if (dueDate < today) return 'OVERDUE';
  return paidMinorUnits > 0n ? 'PARTIALLY_PAID' : 'ISSUED';
}
