import type { EntityManager } from 'typeorm';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { User } from '../user/user.entity';
import { Guardian } from './guardian.entity';

/** The guardian that a person is or becomes: a person's id tells that of the guardian they are. */
export function guardianOf({ id: userId, tenantId }: Pick<User, 'id' | 'tenantId'>): Guardian {
  return { id: ID_PREFIXES.Guardian + userId.slice(ID_PREFIXES.User.length), userId, tenantId };
}

/** Makes a person a guardian; who is already stays one. */
export async function ensureGuardian(tx: EntityManager, user: Pick<User, 'id' | 'tenantId'>): Promise<void> {
  await tx.createQueryBuilder().insert().into(Guardian).values(guardianOf(user)).orIgnore().execute();
}
