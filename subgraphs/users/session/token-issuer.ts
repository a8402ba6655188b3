import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, SignJWT, type JWK } from 'jose';
import type { ViewerClaims } from '../../../kernel/auth/viewer';
import type { TokenConfig } from '../../../kernel/config';
import { readSigningKeys } from './signing-keys';

/** How long an access token is accepted. */
export const ACCESS_TOKEN_SECONDS = 600;

/** An access token and the instant it expires. */
export interface AccessToken {
  token: string;
  expiresAt: Date;
}

export interface TokenIssuer {
  /**
   * @param notAfter when what the claims say stops being so; the token expires then at the latest
   */
  issue(claims: ViewerClaims, now: Date, notAfter?: Date | null): Promise<AccessToken>;
  /** The public keys that tokens are verified with (RFC 7517). */
  jwks(): Promise<{ keys: JWK[] }>;
}

/**
 * Issues EdDSA-signed JWT access tokens (RFC 9068) with the first of the configured keys, and publishes all.
 * @throws ConfigError where a key is none
 */
export function createTokenIssuer({ signingKey, issuer, audience }: TokenConfig): TokenIssuer {
  const keys = readSigningKeys(signingKey);
  const [{ privateKey }] = keys;
  const published = Promise.all(
    keys.map(async ({ publicJwk }) => ({
      ...publicJwk,
      kid: await calculateJwkThumbprint(publicJwk),
      alg: 'EdDSA',
      use: 'sig',
    })),
  );

  return {
    async issue(claims, now, notAfter) {
      const [signing] = await published;
      const issuedAt = Math.floor(now.getTime() / 1000);
      const latest = notAfter ? Math.floor(notAfter.getTime() / 1000) : Infinity;
      const expiry = Math.min(issuedAt + ACCESS_TOKEN_SECONDS, Math.max(latest, issuedAt + 1));
      const token = await new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: signing!.kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(expiry)
        .setJti(randomUUID())
        .sign(privateKey);
      return { token, expiresAt: new Date(expiry * 1000) };
    },
    async jwks() {
      return { keys: await published };
    },
  };
}
