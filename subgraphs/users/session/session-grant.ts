import { requireViewer, viewerFrom, type Person, type ViewerClaims } from '../../../kernel/auth/viewer';
import type { EntityManager } from 'typeorm';
import type { User } from '../user/user.entity';
import { endOf } from './judge-refresh';
import { newRefreshToken } from './refresh-token';
import { RefreshToken } from './refresh-token.entity';
import type { Session } from './session.entity';
import type { TokenIssuer } from './token-issuer';
import { viewerClaims } from './viewer-claims';

/** What somebody gets who is signed in. */
export interface SessionTokens {
  accessToken: string;
  /** When the access token expires. */
  expiresAt: Date;
  refreshToken: string;
  /** When the session ends by itself if it is not used again. */
  sessionEndsAt: Date;
  viewer: Person;
}

/** A right to tokens, as it was read and written in one transaction; to be used once that has committed. */
export interface SessionGrant {
  claims: ViewerClaims;
  notAfter: Date;
  refreshToken: string;
  sessionEndsAt: Date;
}

/** An account that may have tokens, and the epoch that they are of. */
export type Account = Pick<User, 'id' | 'tenantId' | 'tokenEpoch'>;

/**
 * Reads an account and holds it until the transaction ends: a change of rights that comes meanwhile waits, and then finds
 * the session whose tokens it must revoke.
 * @returns null where there is no such account, or it may not sign in
 */
export async function lockAccount(tx: EntityManager, userId: string): Promise<Account | null> {
  const [account] = await tx.query<Account[]>(
    `SELECT id, tenant_id AS "tenantId", token_epoch AS "tokenEpoch" FROM users
     WHERE id = $1 AND is_enabled AND anonymized_at IS NULL FOR SHARE`,
    [userId],
  );
  return account ?? null;
}

/** Gives a session a refresh token of its present generation, and says what its access token shall. */
export async function grantTokens(
  tx: EntityManager,
  session: Session,
  account: Account,
  { secret, now }: { secret: string; now: Date },
): Promise<SessionGrant> {
  const { id: sessionId, tenantId, generation } = session;
  const { text, hash } = newRefreshToken(secret, { tenantId, sessionId, generation });
  await tx.insert(RefreshToken, { hash, tenantId, sessionId, generation });
  const { claims, endsAt } = await viewerClaims(tx, account, now);
  const sessionEndsAt = endOf(session);
  return {
    claims: { ...claims, sid: sessionId, epoch: account.tokenEpoch },
    notAfter: endsAt && endsAt < sessionEndsAt ? endsAt : sessionEndsAt,
    refreshToken: text,
    sessionEndsAt,
  };
}

/** The tokens of a grant. */
export async function issueTokens(
  tokens: TokenIssuer,
  { claims, notAfter, refreshToken, sessionEndsAt }: SessionGrant,
  now: Date,
): Promise<SessionTokens> {
  const { token: accessToken, expiresAt } = await tokens.issue(claims, now, notAfter);
  return { accessToken, expiresAt, refreshToken, sessionEndsAt, viewer: requireViewer(viewerFrom(claims)) };
}
