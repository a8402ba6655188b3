import { createHash, randomBytes } from 'node:crypto';
import { isId } from '../../../kernel/ids';
import { deriveSecret, isDerived } from './derived-secret';

/** What a refresh token says of itself, so that it is found without searching all tenants. */
export interface RefreshTokenFacts {
  tenantId: string;
  sessionId: string;
  /** How many times the session was refreshed before it. */
  generation: number;
}

/** A refresh token as it is read: genuine, which says nothing about whether it is still good. */
export interface GivenRefreshToken extends RefreshTokenFacts {
  /** SHA-256 of the whole token; all that is stored of it. */
  hash: Buffer;
}

/** The longest that this program has issued is below. */
const MAX_LENGTH = 300;

/**
 * A new refresh token: `tenant.session.generation.random.mark`. Its 256 random bits make it unguessable. The mark is
 * derived from all before it and the service's secret, so that one of an earlier generation is known as ours, and its
 * return as a theft, without keeping every digest for a month.
 */
export function newRefreshToken(
  secret: string,
  { tenantId, sessionId, generation }: RefreshTokenFacts,
): { text: string; hash: Buffer } {
  const facts = [tenantId, sessionId, generation.toString(36), randomBytes(32).toString('base64url')].join(
    '.',
  );
  const text = `${facts}.${deriveSecret(secret, 'refresh-token', facts)}`;
  return { text, hash: digestOf(text) };
}

/** @returns null for what is not one of our refresh tokens, whatever it is */
export function readRefreshToken(secret: string, text: string): GivenRefreshToken | null {
  if (text.length > MAX_LENGTH) return null;
  const end = text.lastIndexOf('.');
  const facts = text.slice(0, end);
  if (end < 0 || !isDerived(secret, 'refresh-token', facts, text.slice(end + 1))) return null;
  const [tenantId, sessionId, generation] = facts.split('.');
  if (!tenantId || !sessionId || !isId('ses', sessionId) || !generation) return null;
  return { tenantId, sessionId, generation: parseInt(generation, 36), hash: digestOf(text) };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
