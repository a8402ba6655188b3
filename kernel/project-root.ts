import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('package.json not found above the program');
  return findRoot(parent);
}

/** The folder that holds package.json, whether the program runs from source or from dist/. */
export const projectRoot = findRoot(__dirname);

/** Absolute path of a file given relative to the project's root. */
export function fromRoot(...segments: string[]): string {
  return join(projectRoot, ...segments);
}
