import { generateKeyPairSync } from 'node:crypto';
import type { TokenConfig } from '../../kernel/config';

/** Token settings with a key made for this run. */
export function testTokenConfig(): TokenConfig {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { signingKey: JSON.stringify(jwk), issuer: 'schoolgraph', audience: 'schoolgraph' };
}
