import type { EntityManager } from 'typeorm';
import { requireViewer, type Person } from '../../../kernel/auth/viewer';
import { refuse } from '../../../kernel/errors';
import type { UsersContext } from '../context';
import type { UsersErrorCode } from '../schema.generated';
import { lockPerson, type LockedPerson } from './lock-person';
import type { User } from './user.entity';
import type { Tie } from './user.policy';

const USER_FIELD = ['input', 'userId'];

/** A person as the caller sees them, before a change. */
export interface PersonToChange {
  viewer: Person;
  user: User;
  ties: readonly Tie[];
}

/**
 * A person whom the caller may change.
 * @param may decides, as `permissions` tells it
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND for somebody the caller cannot see; FORBIDDEN
 */
export async function requireUser(
  { viewer, loaders }: Pick<UsersContext, 'viewer' | 'loaders'>,
  userId: string,
  may: (person: PersonToChange) => boolean,
): Promise<PersonToChange> {
  const asker = requireViewer(viewer);
  const user = await loaders.userById.load(userId);
  if (!user) return refuseUnknownUser();
  const person = { viewer: asker, user, ties: await loaders.tiesByUser.load(userId) };
  if (!may(person)) refuse<UsersErrorCode>('FORBIDDEN', 'You may not do this to this person.');
  return person;
}

/**
 * Locks somebody who is not anonymous.
 * @throws Refusal NOT_FOUND, ANONYMIZED
 */
export async function lockNamedPerson(
  tx: EntityManager,
  user: Pick<User, 'id' | 'tenantId'>,
  field: string[] = USER_FIELD,
): Promise<LockedPerson> {
  const person = await lockPerson(tx, user);
  if (!person) return refuseUnknownUser(field);
  if (person.user.anonymizedAt)
    refuse<UsersErrorCode>('ANONYMIZED', 'This person is anonymous for good.', field);
  return person;
}

function refuseUnknownUser(field = USER_FIELD): never {
  return refuse<UsersErrorCode>('NOT_FOUND', 'There is no such person.', field);
}
