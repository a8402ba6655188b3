import { requireViewer } from '../../../kernel/auth/viewer';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { ChangePasswordInput } from '../schema.generated';
import { User } from '../user/user.entity';
import { demandPatience, spendAttempt, whenHashingIsFree } from './credential-attempt';
import { endSessions } from './end-sessions';
import { hashPassword, verifyPassword } from './password';
import { demandStrength, isOversize } from './password-rules';
import { refuseSignIn } from './refuse-sign-in';
import { countTry, forget } from './throttle';
import { passwordChangeCounter } from './throttle-limits';

type ChangeContext = Pick<UsersContext, 'db' | 'clock' | 'viewer' | 'request' | 'credentialAttempt'>;

/**
 * Replaces the caller's password and ends all of their other sessions.
 * @throws Refusal WRONG_PASSWORD, WEAK_PASSWORD, TOO_MANY_ATTEMPTS, BUSY
 * @throws Fault UNAUTHENTICATED for an anonymous caller
 */
export async function changePassword(
  context: ChangeContext,
  { currentPassword, newPassword }: ChangePasswordInput,
): Promise<void> {
  const { db, clock, request } = context;
  const { userId: id, tenantId, sessionId } = requireViewer(context.viewer);
  spendAttempt(context.credentialAttempt);
  const user = await db
    .getRepository(User)
    .findOne({ where: { id }, select: { id: true, email: true, passwordHash: true } });
  if (!user?.passwordHash || isOversize(currentPassword)) return refusePassword();
  const { passwordHash } = user;
  demandStrength(newPassword, user.email, ['input', 'newPassword']);

  const counter = passwordChangeCounter(id);
  const renewed = await whenHashingIsFree(async () => {
    // A token may have been left behind on a device: its finder guesses as slowly as anybody.
    demandPatience(await countTry(db, [counter], clock.now()));
    return (await verifyPassword(passwordHash, currentPassword)) ? hashPassword(newPassword) : null;
  });
  if (renewed === null) return refusePassword();
  await db.transaction(async (tx) => {
    const now = clock.now();
    const { affected } = await tx.update(User, { id, passwordHash }, { passwordHash: renewed });
    if (affected !== 1) return refusePassword();
    await endSessions(tx, { userId: id, except: sessionId }, 'PASSWORD_CHANGED', now);
    await recordAudit(tx, {
      tenantId,
      actorUserId: id,
      action: 'password.changed',
      subjectId: id,
      at: now,
      address: request.clientAddress,
    });
  });
  await forget(db.manager, counter);
}

function refusePassword(): never {
  return refuseSignIn('WRONG_PASSWORD', 'This is not your password.', {
    field: ['input', 'currentPassword'],
  });
}
