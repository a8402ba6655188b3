import { civilDate } from '../../../kernel/clock';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { DeactivateUserInput } from '../schema.generated';
import { keepAdministrators } from './keep-administrator';
import { readReason } from './read-reason';
import { lockNamedPerson, requireUser } from './require-user';
import { RoleAssignment } from './role-assignment.entity';
import { User } from './user.entity';
import { canEndAccess } from './user.policy';

/**
 * Ends a person's access; their data and roles stay. Doing it twice is no mistake.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, INVALID_TEXT, LAST_ADMINISTRATOR, ANONYMIZED
 */
export async function deactivateUser(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: DeactivateUserInput,
): Promise<User> {
  const { viewer, user } = await requireUser(context, input.userId, (person) =>
    canEndAccess(person.viewer, person.ties),
  );
  const reason = readReason(input.reason);
  const { id, tenantId } = user;
  const now = context.clock.now();
  const today = civilDate(now, 'UTC');
  return context.db.transaction(async (tx) => {
    const { user: before } = await lockNamedPerson(tx, user);
    if (!before.isEnabled) return before;
    await keepAdministrators(tx, await tx.findBy(RoleAssignment, { userId: id, tenantId }), today);
    const after = { ...before, isEnabled: false, version: before.version + 1 };
    await tx.update(User, { id, tenantId }, { isEnabled: false, version: after.version });
    await recordAudit(tx, {
      ...{ tenantId, actorUserId: viewer.userId, action: 'user.deactivated', subjectId: id, at: now },
      ...{ reason, before, after },
    });
    return after;
  });
}
