import type { EntityManager } from 'typeorm';
import { withTenant } from '../../../kernel/database/tenant-scope';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import { placeOf } from './client-address';
import { endSessions } from './end-sessions';
import { judgeRefresh } from './judge-refresh';
import { rememberPlace } from './known-addresses';
import { readRefreshToken, type GivenRefreshToken } from './refresh-token';
import { RefreshToken } from './refresh-token.entity';
import { refuseSignIn } from './refuse-sign-in';
import {
  grantTokens,
  issueTokens,
  lockAccount,
  type SessionGrant,
  type SessionTokens,
} from './session-grant';
import { Session } from './session.entity';

type RefreshContext = Pick<UsersContext, 'db' | 'clock' | 'tokens' | 'access' | 'request'>;

/**
 * Exchanges a refresh token for new tokens with the rights that the person has now. A token that was used up already
 * ends its session, except within the time of grace.
 * @throws Refusal INVALID_REFRESH_TOKEN
 */
export async function refreshSession(context: RefreshContext, refreshToken: string): Promise<SessionTokens> {
  const { db, clock, tokens, access } = context;
  const given = readRefreshToken(access.sessionSecret, refreshToken);
  const now = clock.now();
  // A theft is remembered, not rolled back, so it is no refusal until the transaction has committed.
  const grant =
    given &&
    (await withTenant(given.tenantId, () => db.transaction((tx) => refresh(tx, context, given, now))));
  if (!grant)
    return refuseSignIn('INVALID_REFRESH_TOKEN', 'Sign in again.', { field: ['input', 'refreshToken'] });
  return issueTokens(tokens, grant, now);
}

async function refresh(
  tx: EntityManager,
  { access, request }: RefreshContext,
  given: GivenRefreshToken,
  now: Date,
): Promise<SessionGrant | null> {
  const { sessionId: id, tenantId } = given;
  const owner = await tx.findOne(Session, { where: { id, tenantId }, select: { userId: true } });
  // The person before the session: everybody who locks both does it in this order.
  const account = owner && (await lockAccount(tx, owner.userId));
  const session =
    account && (await tx.findOne(Session, { where: { id }, lock: { mode: 'pessimistic_write' } }));
  if (!session) return null;

  const verdict = judgeRefresh(session, given.generation, now);
  if (verdict === 'REUSED') await endStolen(tx, session, request.clientAddress, now);
  if (verdict === 'REUSED' || verdict === 'REFUSED' || !(await isStored(tx, given))) return null;
  if (verdict === 'ROTATE') await rotate(tx, session, now);
  await rememberPlace(tx, account, placeOf(request.clientAddress), now);
  return grantTokens(tx, session, account, { secret: access.sessionSecret, now });
}

/** Begins the next generation; of those before, only the last one is kept, for the time of grace. */
async function rotate(tx: EntityManager, session: Session, now: Date): Promise<void> {
  session.generation += 1;
  session.rotatedAt = now;
  session.lastUsedAt = now;
  const { id, generation, rotatedAt, lastUsedAt } = session;
  await tx.update(Session, { id }, { generation, rotatedAt, lastUsedAt });
  await tx.query('DELETE FROM refresh_tokens WHERE session_id = $1 AND generation < $2', [
    id,
    generation - 1,
  ]);
}

/** The mark says that we have issued it; only its digest says that it is one of this generation. */
async function isStored(
  tx: EntityManager,
  { hash, sessionId, generation }: GivenRefreshToken,
): Promise<boolean> {
  return tx.existsBy(RefreshToken, { hash, sessionId, generation });
}

async function endStolen(
  tx: EntityManager,
  { id, userId, tenantId }: Session,
  address: string | null,
  now: Date,
): Promise<void> {
  await endSessions(tx, { userId, only: id }, 'REFRESH_TOKEN_REUSED', now);
  await recordAudit(tx, {
    tenantId,
    actorUserId: null,
    action: 'session.token-reused',
    subjectId: id,
    at: now,
    address,
  });
}
