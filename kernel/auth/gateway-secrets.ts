import { createSecretKey, type KeyObject } from 'node:crypto';

/** A secret that gateway and subgraphs share, under the name by which calls refer to it. */
export interface GatewayKey {
  id: string;
  key: KeyObject;
}

/** The id of a secret that stands alone. */
const LONE_ID = 'default';
const MIN_LENGTH = 32;
const LONE = /^[^,:]+$/;
const NAMED = /^([\w.-]{1,32}):([^,:]+)$/;

/**
 * Reads one secret, or several as `id:secret,id:secret`. The first signs, and all are accepted: so a new one can be made
 * known everywhere before it is used, and an old one be used until nobody does any more. A secret alone has the id
 * `default`.
 * @throws Error that says what is wrong, without the secrets
 */
export function readGatewaySecrets(text: string): [GatewayKey, ...GatewayKey[]] {
  const pairs = LONE.test(text) ? [[LONE_ID, text] as const] : text.split(',').map(readNamed);
  if (pairs.some(([, secret]) => secret.length < MIN_LENGTH))
    throw new Error(`must be at least ${MIN_LENGTH} characters`);
  if (new Set(pairs.map(([id]) => id)).size < pairs.length) throw new Error('names two secrets alike');
  const [first, ...others] = pairs.map(([id, secret]) => ({ id, key: createSecretKey(secret, 'utf8') }));
  return [first!, ...others];
}

function readNamed(pair: string): [id: string, secret: string] {
  const [, id, secret] = NAMED.exec(pair.trim()) ?? [];
  if (!id || !secret) throw new Error('must be one secret, or several as id:secret,id:secret');
  return [id, secret];
}
