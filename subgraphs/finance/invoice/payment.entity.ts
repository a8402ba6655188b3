import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '../../../kernel/database/columns';

/** Money received for an invoice, and the transaction that posted it. Never changed, never removed. */
@Entity('payments')
export class Payment {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'invoice_id' }) invoiceId!: string;
  @Column({ type: 'text', name: 'transaction_id' }) transactionId!: string;
  @Column({ type: 'bigint', name: 'amount_minor_units', transformer: bigintColumn })
  amountMinorUnits!: bigint;
  @Column({ type: 'date', name: 'received_on' }) receivedOn!: string;
}
