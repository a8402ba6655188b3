import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn } from '../../../kernel/database/columns';
import type { AccountType } from '../schema.generated';

/** The part an account plays in charging and collecting fees; a ledger has one of each for a currency. */
export type AccountPurpose = 'BANK' | 'FEES_RECEIVABLE' | 'FEE_INCOME';

@Entity('accounts')
export class Account {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', name: 'tenant_id' }) tenantId!: string;
  @Column({ type: 'text', name: 'ledger_id' }) ledgerId!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) type!: AccountType;
  @Column({ type: 'text', nullable: true }) purpose!: AccountPurpose | null;
  /** Fixed from the first posting on. */
  @Column({ type: 'text' }) currency!: string;
  @Column({ type: 'boolean', name: 'is_closed' }) isClosed!: boolean;
  @Column({ type: 'date', name: 'opened_on' }) openedOn!: string;
  /** Sum of all postings, kept by whoever posts; positive is a debit balance. */
  @Column({ type: 'bigint', name: 'balance_minor_units', transformer: bigintColumn })
  balanceMinorUnits!: bigint;
}
