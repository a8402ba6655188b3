import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { ConfigError } from '../../kernel/config';
import { fromRoot } from '../../kernel/project-root';

/**
 * Reads supergraph SDL from a file, relative to the working folder or else to the project's root.
 * @throws ConfigError where it cannot be read
 */
export async function readSupergraph(path: string): Promise<string> {
  const candidate = resolve(path);
  const file = isAbsolute(path) || existsSync(candidate) ? candidate : fromRoot(path);
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(`SUPERGRAPH_PATH: ${(cause as Error).message}`, { cause });
  });
}
