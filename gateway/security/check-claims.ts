import { Fault } from '../../kernel/errors';
import { badToken, type Claims } from './read-token';

/** For whom tokens must be issued, and how long they may live. */
export interface ClaimRules {
  issuer: string;
  audience: string;
  maxLifetimeSeconds: number;
}

/** A token is taken for this long after its expiry: the clock here may be ahead of the issuer's. */
export const EXPIRY_LEEWAY_SECONDS = 30;
/** A token may come from this far in the future: the clock here may be behind the issuer's. */
export const FUTURE_LEEWAY_SECONDS = 60;

/**
 * Checks what a token says of itself.
 * @returns when it stops being taken, in milliseconds since the epoch
 * @throws Fault TOKEN_EXPIRED, or UNAUTHENTICATED where it breaks any other rule
 */
export function checkClaims(claims: Claims, rules: ClaimRules, now: number): number {
  const { iss, aud, sub, exp, iat, nbf, sid, epoch } = claims;
  const seconds = now / 1_000;
  const isForUs = iss === rules.issuer && [aud].flat().includes(rules.audience);
  if (!isForUs || typeof sub !== 'string' || sub === '') throw badToken();
  if (!isTime(exp) || !isTime(iat) || iat > seconds + FUTURE_LEEWAY_SECONDS) throw badToken();
  if (exp <= iat || exp - iat > rules.maxLifetimeSeconds) throw badToken();
  if (nbf !== undefined && (!isTime(nbf) || nbf > seconds + FUTURE_LEEWAY_SECONDS)) throw badToken();
  if (sid !== undefined && typeof sid !== 'string') throw badToken();
  if (epoch !== undefined && !Number.isSafeInteger(epoch)) throw badToken();
  const until = (exp + EXPIRY_LEEWAY_SECONDS) * 1_000;
  if (until <= now) throw expiredToken();
  return until;
}

export function expiredToken(): Fault {
  return new Fault('TOKEN_EXPIRED', 'The access token has expired.');
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
