import { renameSync, writeFileSync } from 'node:fs';
import { parse } from 'graphql';
import { composeStubs } from '../../tests/support/federation';
import { SDL, SUBGRAPHS, type SubgraphName } from '../gateway/data/sdl';

/** A supergraph that differs from all others in one field that nobody asks for. */
export function supergraphNumber(n: number, urls: Record<SubgraphName, string>): string {
  return composeStubs(
    SUBGRAPHS.map((name) => ({
      name,
      url: urls[name],
      typeDefs: parse(
        name === 'accounts' ? `${SDL[name]} extend type Query { generation${n}: Int }` : SDL[name],
      ),
    })),
  );
}

/** Replaces a file as deployments do: at once. */
export function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
