import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { ReactivateUserInput } from '../schema.generated';
import { lockNamedPerson, requireUser } from './require-user';
import { User } from './user.entity';
import { canEndAccess } from './user.policy';

/**
 * Gives a person access again, with the roles they hold. Doing it twice is no mistake.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, ANONYMIZED
 */
export async function reactivateUser(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: ReactivateUserInput,
): Promise<User> {
  const { viewer, user } = await requireUser(context, input.userId, (person) =>
    canEndAccess(person.viewer, person.ties),
  );
  const { id, tenantId } = user;
  const now = context.clock.now();
  return context.db.transaction(async (tx) => {
    const { user: before } = await lockNamedPerson(tx, user);
    if (before.isEnabled) return before;
    const after = { ...before, isEnabled: true, version: before.version + 1 };
    await tx.update(User, { id, tenantId }, { isEnabled: true, version: after.version });
    const act = { action: 'user.reactivated', subjectId: id, at: now, before, after };
    await recordAudit(tx, { ...act, tenantId, actorUserId: viewer.userId });
    return after;
  });
}
