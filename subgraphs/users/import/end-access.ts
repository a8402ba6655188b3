import { civilDate } from '../../../kernel/clock';
import { administersFrom, organizationsLosing, refuseLastAdministrator } from '../user/keep-administrator';
import type { RoleAssignment } from '../user/role-assignment.entity';
import type { User } from '../user/user.entity';
import { saveUser } from './put-person';
import { reachOf } from './reach';
import { refuseRow } from './row';
import type { Plan } from './unit';

/**
 * Ends somebody's access.
 * @throws RowError OUT_OF_SCOPE for the importer and for people of others; Refusal LAST_ADMINISTRATOR
 */
export function endAccess(plan: Plan, user: User): User {
  assertNotImporter(plan, user);
  if (reachOf(plan, user) !== 'OWN') {
    refuseRow('OUT_OF_SCOPE', 'The access of this person is not the importer’s to end.');
  }
  keepDraftedAdministrators(plan, plan.draft.roles.by('user', user.id), civilDate(plan.scope.now, 'UTC'));
  return saveUser(plan, user, { isEnabled: false }, 'user.deactivated');
}

/** Nobody changes by a file what they may do themselves. @throws RowError OUT_OF_SCOPE */
export function assertNotImporter({ scope }: Plan, { id }: Pick<User, 'id'>): void {
  if (scope.viewer.userId === id) {
    refuseRow('OUT_OF_SCOPE', 'Importers do not change their own rights by an import.');
  }
}

/** What `keepAdministrators` does, in a draft; the organisations are locked before it is written. */
export function keepDraftedAdministrators(
  { draft }: Plan,
  ending: readonly RoleAssignment[],
  on: string,
): void {
  const ids = new Set(ending.map(({ id }) => id));
  for (const orgId of organizationsLosing(ending, on)) {
    draft.losing.add(orgId);
    const isAdministered = draft.roles
      .by('org', orgId)
      .some(
        (role) => !ids.has(role.id) && administersFrom(role, on) && draft.users.get(role.userId)?.isEnabled,
      );
    if (!isAdministered) refuseLastAdministrator();
  }
}
