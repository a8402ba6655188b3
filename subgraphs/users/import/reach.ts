import type { User } from '../user/user.entity';
import { canEndAccess, canUpdateUser } from '../user/user.policy';
import { sameAddress, tiesOf } from './roster-draft';
import type { Plan } from './unit';

/**
 * What the importer may do to a person who is found:
 * - OWN: everything that the office of all their schools may do;
 * - SHARED: they belong to other schools, too, whose file would say otherwise, or to none: roles and ties may be added,
 *   the person is left as they are;
 * - GUEST: a guardian of children at other schools alone, whom a file may tie to a child of its school, and no more;
 * - FORMER: they can sign in and belong to no school any more: as SHARED, but an address alone does not find them;
 * - NONE: somebody else's.
 */
export type Reach = 'OWN' | 'SHARED' | 'GUEST' | 'FORMER' | 'NONE';

/** By the same policies as acts by hand. */
export function reachOf({ draft, scope: { viewer } }: Plan, user: User): Reach {
  const ties = tiesOf(draft, user.id);
  if (viewer.userId === user.id || canEndAccess(viewer, ties)) return 'OWN';
  if (canUpdateUser(viewer, user, ties)) return 'SHARED';
  // Whom an import has brought, and whose role was wrong, belongs to nobody yet.
  if (ties.length === 0) return draft.withPassword.has(user.id) ? 'FORMER' : 'SHARED';
  return ties.every((tie) => tie.as === 'GUARDIAN') ? 'GUEST' : 'NONE';
}

/** Whether the address of somebody is enough to take a row for theirs; otherwise it is as good as anybody's. */
export function isFoundByEmail(reach: Reach): boolean {
  return reach !== 'NONE' && reach !== 'FORMER';
}

/**
 * Whether somebody whom the other system's name stands for is who a row speaks of. Any school may have given that name to
 * a person of its own; so whoever is not tied to the importer's is the same only with the same address, for it is by the
 * address that somebody gets into an account.
 */
export function isSamePerson(plan: Plan, user: User, email: string | undefined): boolean {
  const reach = reachOf(plan, user);
  if (reach === 'NONE') return false;
  if (reach === 'OWN' || (reach === 'SHARED' && tiesOf(plan.draft, user.id).length > 0)) return true;
  return email ? isAddressOf(user, email) : user.email === null;
}

/** Whether an address is somebody's own, however it is written. */
export function isAddressOf({ email }: Pick<User, 'email'>, address: string): boolean {
  return email !== null && sameAddress(email) === sameAddress(address);
}
