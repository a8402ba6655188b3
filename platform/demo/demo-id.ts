import { createHash } from 'node:crypto';
import { idFromBytes } from '../../kernel/ids';

/** The same id for the same name on every installation, so that examples in the documentation can be pasted. */
export function demoId(prefix: string, name: string): string {
  return idFromBytes(prefix, createHash('sha256').update(`${prefix} ${name}`).digest().subarray(0, 16));
}
