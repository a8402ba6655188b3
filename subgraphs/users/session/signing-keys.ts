import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import { ConfigError } from '../../../kernel/environment';

/** A key that signs access tokens, and what others verify them with. */
export interface SigningKey {
  privateKey: KeyObject;
  publicJwk: JWK;
}

/**
 * Reads the private Ed25519 keys of `TOKEN_SIGNING_KEY`: one JWK, a JSON array of them, or a set `{"keys":[…]}`. The first
 * signs; all are published, so that a new key is known before it signs and an old one until its last token has expired.
 * @throws ConfigError that says what is wrong without the key
 */
export function readSigningKeys(text: string): [SigningKey, ...SigningKey[]] {
  const [first, ...others] = jwksIn(text).map(readKey);
  if (!first) throw new ConfigError('TOKEN_SIGNING_KEY: has no key in it');
  return [first, ...others];
}

function jwksIn(text: string): JWK[] {
  try {
    const parsed = JSON.parse(text) as JWK | JWK[] | { keys: JWK[] };
    if (Array.isArray(parsed)) return parsed;
    return 'keys' in parsed && Array.isArray(parsed.keys) ? parsed.keys : [parsed as JWK];
  } catch {
    throw new ConfigError('TOKEN_SIGNING_KEY: is not JSON');
  }
}

function readKey(jwk: JWK, index: number): SigningKey {
  try {
    const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('another kind of key');
    return { privateKey, publicJwk: createPublicKey(privateKey).export({ format: 'jwk' }) };
  } catch {
    throw new ConfigError(`TOKEN_SIGNING_KEY: key ${index + 1} is not a private Ed25519 key`);
  }
}
