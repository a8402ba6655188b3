import type { GraphQLSchema } from 'graphql';
import type { FetchDataRewrite } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { isData } from './merge';
import { getOwn, setOwn } from './own-property';
import { isOfType, typenameOf } from './type-condition';

const TYPE_PREFIX = '... on ';

/** Applies the planner's rewrites, which set constants and rename keys at given places of fetched data. */
export function applyRewrites(
  schema: GraphQLSchema,
  rewrites: FetchDataRewrite[] | undefined,
  data: unknown,
): void {
  for (const rewrite of rewrites ?? []) {
    const key = rewrite.path.at(-1);
    if (key === undefined) continue;
    visitAt(schema, rewrite.path.slice(0, -1), data, (object) => rewriteKey(rewrite, object, key));
  }
}

function rewriteKey(rewrite: FetchDataRewrite, object: Data, key: string): void {
  if (rewrite.kind === 'ValueSetter') return setOwn(object, key, rewrite.setValueTo);
  const value = getOwn(object, key);
  if (value === undefined || value === null) return;
  setOwn(object, rewrite.renameKeyTo, value);
  setOwn(object, key, undefined);
}

function visitAt(
  schema: GraphQLSchema,
  path: readonly string[],
  value: unknown,
  visit: (object: Data) => void,
): void {
  if (Array.isArray(value)) {
    for (const element of value) visitAt(schema, path, element, visit);
    return;
  }
  if (!isData(value)) return;
  const [first, ...rest] = path;
  if (first === undefined) return visit(value);
  if (!first.startsWith(TYPE_PREFIX)) return visitAt(schema, rest, getOwn(value, first), visit);
  const typename = typenameOf(value);
  const condition = first.slice(TYPE_PREFIX.length);
  if (typename === undefined || isOfType(schema, typename, condition)) visitAt(schema, rest, value, visit);
}
