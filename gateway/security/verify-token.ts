import { createHash, verify } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Identity } from '../../kernel/auth/signed-identity';
import { systemClock, type Clock } from '../../kernel/clock';
import { Fault, unauthenticated } from '../../kernel/errors';
import type { Logger } from '../../kernel/telemetry/logger';
import type { TokenRules } from '../../kernel/trust-config';
import { checkClaims, EXPIRY_LEEWAY_SECONDS, expiredToken, FUTURE_LEEWAY_SECONDS } from './check-claims';
import { followRevocations } from './follow-revocations';
import { badToken, readToken, type Claims } from './read-token';
import { createSigningKeys } from './signing-keys';

/** Somebody who showed a good token. */
export interface Session {
  /** The token's claims without those that speak of the token itself. The same object for the same token. */
  identity: Identity;
  /** The key that vouches for it. */
  keyId: string;
  /** When the token stops being taken, in milliseconds since the epoch. */
  until: number;
  /** As of how much news of what is revoked it is known not to be. */
  goodAt: number;
}

/** Tells who is asking. */
export interface Authenticator {
  /**
   * Reads who is asking from an `Authorization` value.
   * @returns null where there is no token
   * @throws Fault TOKEN_EXPIRED, TOKEN_REVOKED, UNAUTHENTICATED where the token is bad, SERVICE_UNAVAILABLE where nobody
   * can tell
   */
  authenticate(authorization: string | undefined): Promise<Session | null>;
  /** @throws Fault TOKEN_EXPIRED or TOKEN_REVOKED where a token that was good is not so any more */
  assertStillGood(session: Session): void;
  /** Whether a token that was good still is: {@link assertStillGood} for what is asked very often. */
  isStillGood(session: Session): boolean;
  /** Called when tokens that were good may not be so any more. */
  onRevocation(listener: () => void): void;
  /** Why what it tells is not to be relied on for long; null while all is well. */
  problem(): string | null;
  stop(): void;
}

/** What an authenticator needs beside the rules. */
export interface AuthenticatorOptions {
  /** Signs the calls to the issuer's feed of revocations. */
  gatewaySecret?: string;
  logger: Logger;
  clock?: Clock;
}

/** How many good tokens are remembered, of some hundred bytes each. */
const MAX_SESSIONS = 10_000;

/** Without an issuer to trust, tokens are not looked at and everybody is anonymous. */
export const authenticateNobody: Authenticator = {
  authenticate: () => Promise.resolve(null),
  assertStillGood: () => undefined,
  isStillGood: () => true,
  onRevocation: () => undefined,
  problem: () => null,
  stop: () => undefined,
};

/**
 * Verifies EdDSA access tokens against the issuer's published keys. A good token is remembered by its digest until it
 * expires, and whether it has been revoked is looked at each time.
 */
export function createAuthenticator(rules: TokenRules, options: AuthenticatorOptions): Authenticator {
  const { logger, gatewaySecret, clock = systemClock } = options;
  const now = () => clock.now().getTime();
  const sessions = new LRUCache<string, Session>({ max: MAX_SESSIONS });
  const listeners: (() => void)[] = [];
  let news = 0;
  const tell = () => {
    news += 1;
    listeners.forEach((listener) => listener());
  };
  // What a key has vouched for goes with it.
  const onWithdrawn = () => {
    sessions.clear();
    tell();
  };
  const keys = createSigningKeys({ jwksUrl: rules.jwksUrl, logger, onWithdrawn });
  const keepMs = (rules.maxLifetimeSeconds + EXPIRY_LEEWAY_SECONDS + FUTURE_LEEWAY_SECONDS) * 1_000;
  const revocations =
    rules.revocations && followRevocations({ ...rules.revocations, keepMs, gatewaySecret, clock, logger });
  revocations?.onNews(tell);

  const isWithdrawn = ({ identity, keyId }: Session) => !keys.has(keyId) || revocations?.has(identity);
  const assertStillGood = (session: Session) => {
    if (session.until <= now()) throw expiredToken();
    if (isWithdrawn(session)) throw revokedToken();
  };
  const isStillGood = (session: Session) => {
    if (session.until <= now()) return false;
    if (session.goodAt === news) return true;
    if (isWithdrawn(session)) return false;
    session.goodAt = news;
    return true;
  };

  const verifyToken = async (token: string): Promise<Session> => {
    const { keyId, claims, signed, signature } = readToken(token);
    const until = checkClaims(claims, rules, now());
    const key = await keys.find(keyId);
    if (!key || !verify(null, Buffer.from(signed), key, signature)) throw badToken();
    return { identity: identityOf(claims), keyId, until, goodAt: -1 };
  };

  return {
    async authenticate(authorization) {
      if (authorization === undefined) return null;
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (!token) throw unauthenticated('The authorization must be a bearer token.');
      const digest = createHash('sha256').update(token).digest('base64');
      const known = sessions.get(digest);
      const session = known ?? (await verifyToken(token));
      await revocations?.isAsked;
      assertStillGood(session);
      if (!known) sessions.set(digest, session);
      return session;
    },
    assertStillGood,
    isStillGood,
    onRevocation: (listener) => void listeners.push(listener),
    problem: () => revocations?.problem() ?? null,
    stop: () => {
      keys.stop();
      revocations?.stop();
    },
  };
}

/** The claims without those that speak of the token itself. */
function identityOf(claims: Claims): Identity {
  const { iat: _iat, exp: _exp, nbf: _nbf, iss: _iss, aud: _aud, jti: _jti, ...identity } = claims;
  return identity;
}

function revokedToken(): Fault {
  return new Fault('TOKEN_REVOKED', 'The session has ended or its rights have changed.');
}
