import { requireViewer } from '../../../kernel/auth/viewer';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import { endSessions, type SessionsOf } from './end-sessions';
import { refuseSignIn } from './refuse-sign-in';
import { Session } from './session.entity';

type SignOutContext = Pick<UsersContext, 'db' | 'clock' | 'viewer' | 'request'>;

/**
 * Ends the session of the caller's token, or all that the caller has.
 * @throws Fault UNAUTHENTICATED for an anonymous caller
 */
export async function signOut(
  context: SignOutContext,
  everywhere: boolean,
): Promise<{ endedSessions: number }> {
  const { userId, sessionId } = requireViewer(context.viewer);
  if (!everywhere && !sessionId) return { endedSessions: 0 };
  const ended = await endOwn(context, { userId, only: everywhere ? undefined : sessionId! });
  return { endedSessions: ended.length };
}

/**
 * Ends one of the caller's own sessions.
 * @throws Refusal NOT_FOUND for one that has ended, or that is not the caller's
 */
export async function endSession(context: SignOutContext, sessionId: string): Promise<{ session: Session }> {
  const { userId } = requireViewer(context.viewer);
  const ended = await endOwn(context, { userId, only: sessionId });
  if (ended.length === 0)
    refuseSignIn('NOT_FOUND', 'There is no such session.', { field: ['input', 'sessionId'] });
  return { session: await context.db.manager.findOneByOrFail(Session, { id: sessionId }) };
}

function endOwn({ db, clock, viewer, request }: SignOutContext, which: SessionsOf): Promise<string[]> {
  const { tenantId } = requireViewer(viewer);
  const now = clock.now();
  return db.transaction(async (tx) => {
    const { ended } = await endSessions(tx, which, 'SIGNED_OUT', now);
    for (const subjectId of ended) {
      await recordAudit(tx, {
        tenantId,
        actorUserId: which.userId,
        action: 'session.ended',
        subjectId,
        at: now,
        address: request.clientAddress,
      });
    }
    return ended;
  });
}
