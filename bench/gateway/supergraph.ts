import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import { composeStubs } from '../../tests/support/federation';
import { SDL, SUBGRAPHS, type SubgraphName } from './data/sdl';

/** The supergraph in a file of its own, for subjects that are told a path. */
export interface SupergraphFile {
  path: string;
  remove: () => void;
}

/** Composes the four subgraphs at these addresses. */
export function composeSupergraphFile(urls: Record<SubgraphName, string>): SupergraphFile {
  const sdl = composeStubs(SUBGRAPHS.map((name) => ({ name, url: urls[name], typeDefs: parse(SDL[name]) })));
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  const path = join(folder, 'supergraph.graphql');
  writeFileSync(path, sdl);
  return { path, remove: () => rmSync(folder, { recursive: true }) };
}
