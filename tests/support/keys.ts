import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { AccessConfig } from '../../kernel/config';

/** A private Ed25519 key as a JWK, made for this run. */
export function newSigningKey(): string {
  return JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
}

/** Settings of the users service with secrets made for this run, as an operator would have them in production. */
export function testTokenConfig(over: Partial<AccessConfig> = {}): AccessConfig {
  return {
    signingKey: newSigningKey(),
    issuer: 'schoolgraph',
    audience: 'schoolgraph',
    sessionSecret: randomBytes(32).toString('hex'),
    cookieSecure: true,
    appUrl: 'https://app.school.example',
    mailFrom: 'Schoolgraph <no-reply@school.example>',
    logsMail: false,
    ...over,
  };
}
