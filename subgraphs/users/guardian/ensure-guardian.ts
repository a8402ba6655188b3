import type { EntityManager } from 'typeorm';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { User } from '../user/user.entity';
import { Guardian } from './guardian.entity';

/** Makes a person a guardian; who is already stays one. A person's id tells that of the guardian they are. */
export async function ensureGuardian(
  tx: EntityManager,
  { id: userId, tenantId }: Pick<User, 'id' | 'tenantId'>,
): Promise<void> {
  const id = ID_PREFIXES.Guardian + userId.slice(ID_PREFIXES.User.length);
  await tx.createQueryBuilder().insert().into(Guardian).values({ id, userId, tenantId }).orIgnore().execute();
}
