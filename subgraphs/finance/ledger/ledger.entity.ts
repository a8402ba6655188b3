import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LedgerKind } from '../schema.generated';

/** Belongs to exactly one owner: a person, or a school. */
@Entity('ledgers')
export class Ledger {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text' }) kind!: LedgerKind;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', name: 'base_currency' }) baseCurrency!: string;
  @Column({ type: 'text', name: 'school_id', nullable: true }) schoolId!: string | null;
  @Column({ type: 'text', name: 'owner_user_id', nullable: true }) ownerUserId!: string | null;
}
