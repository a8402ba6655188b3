import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { ConfigError } from '../../kernel/environment';
import { fromRoot } from '../../kernel/project-root';

/** Where a supergraph is meant to be: relative to the working folder or else to the project's root. */
export function supergraphFile(path: string): string {
  const candidate = resolve(path);
  return isAbsolute(path) || existsSync(candidate) ? candidate : fromRoot(path);
}

/**
 * Reads supergraph SDL from a file; see {@link supergraphFile}.
 * @throws ConfigError where it cannot be read
 */
export async function readSupergraph(path: string): Promise<string> {
  return readFile(supergraphFile(path), 'utf8').catch((cause: unknown) => {
    throw new ConfigError(`SUPERGRAPH_PATH: ${(cause as Error).message}`, { cause });
  });
}
