import { argon2id, hash, needsRehash, verify } from 'argon2';

/** OWASP's first recommendation for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST = { type: argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

/** A PHC string of the password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST);
}

let decoy: Promise<string> | null = null;

/**
 * Whether the password belongs to the hash. Without a hash it does the same work and answers false, so that the
 * time taken does not tell whether an account exists.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFC'));
  return matches && passwordHash !== null;
}

/** Whether the hash was made when less was asked of one. */
export function isOutdated(passwordHash: string): boolean {
  return needsRehash(passwordHash, COST);
}
