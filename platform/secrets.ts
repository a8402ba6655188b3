import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What the parts of an embedded platform share and nobody else may know. */
export interface Secrets {
  /** Signs the gateway's calls to the subgraphs. */
  gatewaySecret: string;
  /** Private Ed25519 key as a JWK; signs access tokens. */
  signingKey: string;
  /** Links and the marks of refresh tokens are derived from it. */
  sessionSecret: string;
}

/**
 * The secrets of this installation, made on first use and kept, so that tokens outlive a restart. Those that an older
 * version did not have are added.
 */
export async function loadSecrets(path: string): Promise<Secrets> {
  const stored = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const known = stored ? (JSON.parse(stored) as Partial<Secrets>) : {};
  const secrets = { ...createSecrets(), ...known };
  if (Object.keys(secrets).length === Object.keys(known).length) return secrets;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

/** New secrets, kept nowhere. */
export function createSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    gatewaySecret: randomBytes(32).toString('base64url'),
    signingKey: JSON.stringify(privateKey.export({ format: 'jwk' })),
    sessionSecret: randomBytes(32).toString('base64url'),
  };
}
