import { Kind, type SelectionNode } from 'graphql';
import { fetchDocument } from '../planning/fetch-document';
import type { FetchNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { merged, mergeInto, type Shared } from './merge';
import { isPlainName } from './own-property';

/** Adds what a fetch brought to what is there, as {@link mergeInto} does. */
export type Merge = (target: Data, source: Data, shared: Shared) => void;

/**
 * Compiles how the answers of an entity fetch are merged: into an entity as many times as it is in the data, so each
 * field has code of its own, in which V8 remembers where objects have it. Nothing but GraphQL names becomes code.
 */
export function compileMerge(node: FetchNode): Merge {
  const keys = entityKeys(node);
  if (!keys.every(isPlainName)) return mergeInto;
  const body = [
    'return (target, source, shared) => {',
    'let value, current;',
    ...keys.map((key) =>
      [
        `value = source.${key};`,
        'if (value !== undefined) {',
        `current = target.${key};`,
        `target.${key} = current === undefined ? value : merged(current, value, shared);`,
        '}',
      ].join('\n'),
    ),
    '};',
  ];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const generate = new Function('merged', body.join('\n')) as (merge: typeof merged) => Merge;
  return generate(merged);
}

/** The names under which an entity fetch asks for fields of the entities themselves. */
function entityKeys(node: FetchNode): string[] {
  const [operation] = fetchDocument(node).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  const [entities] = operation.selectionSet.selections;
  return entities?.kind === Kind.FIELD ? [...new Set(keysOf(entities))] : [];
}

function keysOf(selection: SelectionNode): string[] {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
  return (selection.selectionSet?.selections ?? []).flatMap((inner) =>
    inner.kind === Kind.FIELD ? (inner.alias ?? inner.name).value : keysOf(inner),
  );
}
