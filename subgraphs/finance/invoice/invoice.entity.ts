import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '../../../kernel/database/columns';

/** What is stored of an invoice's status; the rest follows from its payments and the date. */
export type InvoiceState = 'DRAFT' | 'ISSUED' | 'VOID';

@Entity('invoices')
export class Invoice {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'school_id' }) schoolId!: string;
  /** The school's IANA zone, in which the due date is a civil date. */
  @Column({ type: 'text', name: 'time_zone' }) timeZone!: string;
  @Column({ type: 'text', name: 'student_id' }) studentId!: string;
  @Column({ type: 'text' }) number!: string;
  @Column({ type: 'text' }) description!: string;
  @Column({ type: 'date', name: 'issue_date' }) issueDate!: string;
  @Column({ type: 'date', name: 'due_date' }) dueDate!: string;
  @Column({ type: 'text' }) currency!: string;
  @Column({ type: 'bigint', name: 'total_minor_units', transformer: bigintColumn }) totalMinorUnits!: bigint;
  /** Sum of the invoice's payments. */
  @Column({ type: 'bigint', name: 'paid_minor_units', transformer: bigintColumn }) paidMinorUnits!: bigint;
  @Column({ type: 'text' }) state!: InvoiceState;
  @Column({ type: 'text', name: 'ledger_id' }) ledgerId!: string;
  @Column({ type: 'text', name: 'receivable_account_id' }) receivableAccountId!: string;
}
