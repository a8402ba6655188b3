import type { Identity } from '../../kernel/auth/signed-identity';
import type { Rights } from './access-rule';

/**
 * What an identity's claims say that its owner has: `scope`, separated by spaces (RFC 8693 §4.2), or an array `scopes`;
 * an array `policies`. A claim of any other form gives nothing.
 */
export function rightsOf(identity: Identity | null): Rights {
  const { scope, scopes, policies } = identity ?? {};
  const listed = typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [];
  return {
    isAuthenticated: identity !== null,
    scopes: new Set([...listed, ...textsIn(scopes)]),
    policies: new Set(textsIn(policies)),
  };
}

function textsIn(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((entry) => typeof entry === 'string') : [];
}
