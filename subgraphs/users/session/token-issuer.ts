import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, importJWK, SignJWT, type JWK } from 'jose';
import type { ViewerClaims } from '../../../kernel/auth/viewer';
import type { TokenConfig } from '../../../kernel/config';

/** How long an access token is accepted. */
const ACCESS_TOKEN_SECONDS = 600;

/** An access token and the instant it expires. */
export interface AccessToken {
  token: string;
  expiresAt: Date;
}

export interface TokenIssuer {
  issue(claims: ViewerClaims, now: Date): Promise<AccessToken>;
  /** The public keys that tokens are verified with (RFC 7517). */
  jwks(): Promise<{ keys: JWK[] }>;
}

/** Issues EdDSA-signed JWT access tokens (RFC 9068) with the configured key. */
export function createTokenIssuer({ signingKey, issuer, audience }: TokenConfig): TokenIssuer {
  const privateJwk = JSON.parse(signingKey) as JWK;
  const keys = Promise.all([importJWK(privateJwk, 'EdDSA'), calculateJwkThumbprint(privateJwk)]);

  return {
    async issue(claims, now) {
      const [key, kid] = await keys;
      const issuedAt = Math.floor(now.getTime() / 1000);
      const expiry = issuedAt + ACCESS_TOKEN_SECONDS;
      const token = await new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiry)
        .setJti(randomUUID())
        .sign(key);
      return { token, expiresAt: new Date(expiry * 1000) };
    },
    async jwks() {
      const [, kid] = await keys;
      const { kty, crv, x } = privateJwk;
      return { keys: [{ kty, crv, x, kid, alg: 'EdDSA', use: 'sig' }] };
    },
  };
}
