import { Column, Entity, PrimaryColumn } from 'typeorm';

export type LedgerRole = 'OWNER' | 'WRITER' | 'READER';

/** A person's right to a personal ledger. The owner is a member, too; a school's ledger has none. */
@Entity('ledger_members')
export class LedgerMember {
  @PrimaryColumn({ type: 'text', name: 'ledger_id' }) ledgerId!: string;
  @PrimaryColumn({ type: 'text', name: 'user_id' }) userId!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text' }) role!: LedgerRole;
}
