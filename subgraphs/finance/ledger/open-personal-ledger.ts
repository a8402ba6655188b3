import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { LedgerMember } from './ledger-member.entity';
import { Ledger } from './ledger.entity';

/** What {@link openPersonalLedger} is told of a ledger. */
export interface NewPersonalLedger {
  tenantId: string;
  ownerUserId: string;
  name: string;
  currency: string;
}

/** Opens a person's own ledger, without accounts; its owner is its first member. */
export async function openPersonalLedger(
  tx: EntityManager,
  { tenantId, ownerUserId, name, currency }: NewPersonalLedger,
  now: Date,
): Promise<Ledger> {
  const ledger = tx.create(Ledger, {
    id: newId(ID_PREFIXES.Ledger, now.getTime()),
    tenantId,
    kind: 'PERSONAL',
    name,
    baseCurrency: currency,
    schoolId: null,
    ownerUserId,
  });
  await tx.insert(Ledger, { ...ledger });
  await tx.insert(LedgerMember, { ledgerId: ledger.id, userId: ownerUserId, tenantId, role: 'OWNER' });
  return ledger;
}
