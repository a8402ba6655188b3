import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { Identity } from '../../kernel/auth/signed-identity';
import { Fault, unauthenticated } from '../../kernel/errors';
import type { Logger } from '../../kernel/telemetry/logger';

/** Where tokens are verified, and for whom they must be issued. */
export interface TokenOptions {
  jwksUrl: string;
  issuer: string;
  audience: string;
}

/**
 * Reads who is asking from an `Authorization` value.
 * @returns the token's claims, or null where there is no token
 * @throws Fault TOKEN_EXPIRED, UNAUTHENTICATED where the token is bad, SERVICE_UNAVAILABLE where nobody can tell
 */
export type Authenticate = (authorization: string | undefined) => Promise<Identity | null>;

/** How long after an unknown key id the issuer is not asked again: keys rotate, but made-up ids must not cost calls. */
const KEYS_COOLDOWN_MS = 5_000;
const KEYS_TIMEOUT_MS = 3_000;

/** Without an issuer to trust, tokens are not looked at and everybody is anonymous. */
export const authenticateNobody: Authenticate = () => Promise.resolve(null);

/**
 * Verifies EdDSA access tokens (`typ: at+jwt`) against the issuer's published keys, which are fetched when the first
 * token comes.
 */
export function createAuthenticate(
  { jwksUrl, issuer, audience }: TokenOptions,
  logger: Logger,
): Authenticate {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    cooldownDuration: KEYS_COOLDOWN_MS,
    timeoutDuration: KEYS_TIMEOUT_MS,
  });
  const rules = { issuer, audience, algorithms: ['EdDSA'], typ: 'at+jwt', requiredClaims: ['exp'] };

  return async (authorization) => {
    if (authorization === undefined) return null;
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!token) throw unauthenticated('The authorization must be a bearer token.');
    try {
      const { payload } = await jwtVerify(token, keys, rules);
      return identityOf(payload);
    } catch (error) {
      throw tokenFault(error, logger);
    }
  };
}

/** The claims without those that speak of the token itself. */
function identityOf(claims: Record<string, unknown>): Identity {
  const { iat: _iat, exp: _exp, iss: _iss, aud: _aud, jti: _jti, ...identity } = claims;
  return identity;
}

/** The errors of jose that mean a bad token; all others mean that the keys could not be had. */
const BAD_TOKEN = [
  errors.JWTInvalid,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
];

function tokenFault(error: unknown, logger: Logger): Fault {
  if (error instanceof errors.JWTExpired) return new Fault('TOKEN_EXPIRED', 'The access token has expired.');
  if (BAD_TOKEN.some((kind) => error instanceof kind))
    return unauthenticated('The access token is not valid.');
  logger.error({ err: error }, 'the keys of the token issuer are out of reach');
  return new Fault('SERVICE_UNAVAILABLE', 'Tokens cannot be verified at the moment.');
}
