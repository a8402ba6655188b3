import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TransactionKind, TransactionStatus } from '../schema.generated';

/** Never changed once it is there, but for the status of one that was reversed. */
@Entity('transactions')
export class Transaction {
  /** Made by the client: posting again with the same id is the same transaction. */
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'ledger_id' }) ledgerId!: string;
  @Column({ type: 'date' }) date!: string;
  @Column({ type: 'text' }) kind!: TransactionKind;
  @Column({ type: 'text' }) status!: TransactionStatus;
  @Column({ type: 'text' }) description!: string;
  @Column({ type: 'text', nullable: true }) payee!: string | null;
  /** How many postings it was posted with: none can be added afterwards. */
  @Column({ type: 'smallint', name: 'posting_count' }) postingCount!: number;
  /** Tells whether what is sent again is the same, see `contentHash`. */
  @Column({ type: 'text', name: 'content_hash' }) contentHash!: string;
  @Column({ type: 'timestamptz', name: 'posted_at' }) postedAt!: Date;
  @Column({ type: 'text', name: 'posted_by' }) postedBy!: string;
  @Column({ type: 'text', nullable: true }) reverses!: string | null;
}
