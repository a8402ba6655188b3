import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '../../../kernel/database/columns';

/** One line of a transaction. Never changed, never removed. */
@Entity('postings')
export class Posting {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'transaction_id' }) transactionId!: string;
  @Column({ type: 'text', name: 'ledger_id' }) ledgerId!: string;
  @Column({ type: 'text', name: 'account_id' }) accountId!: string;
  /** The transaction's date once more, so that an account's balance on a day is read from one index. */
  @Column({ type: 'date' }) date!: string;
  @Column({ type: 'smallint' }) position!: number;
  /** Positive is a debit, negative a credit. */
  @Column({ type: 'bigint', name: 'amount_minor_units', transformer: bigintColumn })
  amountMinorUnits!: bigint;
  @Column({ type: 'text' }) currency!: string;
  @Column({ type: 'text', nullable: true }) memo!: string | null;
}
