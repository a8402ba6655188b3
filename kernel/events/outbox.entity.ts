import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An event that happened, written in the transaction that made it happen. */
@Entity('outbox_events')
export class OutboxEvent {
  /** Order of writing. Not the order of commits: readers must not use it as a high-water mark. */
  @PrimaryGeneratedColumn('increment', { type: 'bigint' }) sequence!: string;
  @Column({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'aggregate_id' }) aggregateId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'smallint' }) version!: number;
  @Column({ type: 'jsonb' }) payload!: object;
  @Column({ type: 'timestamptz', name: 'occurred_at' }) occurredAt!: Date;
  /** When the bus took it; null while it waits. */
  @Column({ type: 'timestamptz', name: 'published_at', nullable: true }) publishedAt!: Date | null;
}
