import { readFileSync } from 'node:fs';
import { parse, type DocumentNode } from 'graphql';
import { fromRoot } from '../project-root';

/** The parsed SDL of a subgraph, `schema/<name>.graphql`. */
export function typeDefsOf(name: string): DocumentNode {
  return parse(readFileSync(fromRoot('schema', `${name}.graphql`), 'utf8'), { noLocation: true });
}
