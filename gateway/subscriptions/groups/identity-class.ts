import type { Identity } from '../../../kernel/auth/signed-identity';
import type { ClaimsNeeded } from './claims-needed';

const reduced = new WeakMap<Identity, Map<string, Identity | null>>();

/**
 * The part of an identity that answers may depend on. Subgraphs are told no more than that, so that whatever a shared
 * stream brings is right for everybody with the same part, be the declaration itself right or wrong.
 * @returns null for nobody in particular
 */
export function classOf(identity: Identity | null, claims: ClaimsNeeded): Identity | null {
  if (identity === null || claims === null) return identity;
  const key = claims.join('\n');
  const known = reduced.get(identity) ?? new Map<string, Identity | null>();
  reduced.set(identity, known);
  let part = known.get(key);
  if (part === undefined) known.set(key, (part = partOf(identity, claims)));
  return part;
}

function partOf(identity: Identity, claims: readonly string[]): Identity | null {
  const told = claims.filter((name) => Object.hasOwn(identity, name));
  return told.length > 0 ? Object.fromEntries(told.map((name) => [name, identity[name]])) : null;
}
