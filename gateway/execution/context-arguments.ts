import type { GraphQLSchema } from 'graphql';
import type { FetchNode } from '../planning/planner';
import { dependentOn, Failure } from './failure';
import { isData } from './merge';
import { getOwn } from './own-property';
import type { Surrounded } from './surroundings';
import { isOfType, typenameOf } from './type-condition';

type ContextRewrite = NonNullable<FetchNode['contextRewrites']>[number];

/** Values of `@fromContext` arguments, by the names of the variables that carry them. */
export type ContextArguments = Record<string, unknown>;

const UP = '..';
const TYPE_PREFIX = '... on ';

/**
 * Compiles what a fetch takes from the objects around an entity. A variable that nothing around says anything of is
 * undefined, so that nothing a client sends can stand in for it.
 */
export function compileContextArguments(
  schema: GraphQLSchema,
  rewrites: readonly ContextRewrite[],
): (place: Surrounded) => ContextArguments | Failure {
  return (place) => {
    const values: ContextArguments = {};
    for (const { path, renameKeyTo: name } of rewrites) {
      const value = readFrom(schema, place, path);
      if (value instanceof Failure) return dependentOn(value);
      // One argument may be read from several types; only that of the type at hand gives a value.
      values[name] = getOwn(values, name) ?? value;
    }
    return values;
  };
}

function readFrom(schema: GraphQLSchema, { object, around }: Surrounded, path: readonly string[]): unknown {
  const levels = path.filter((segment) => segment === UP).length;
  const holder = levels === 0 ? object : around.at(-levels);
  return holder && read(schema, holder, path.slice(levels));
}

function read(schema: GraphQLSchema, value: unknown, [segment, ...rest]: readonly string[]): unknown {
  if (segment === undefined || value === null || value === undefined || value instanceof Failure)
    return value;
  if (Array.isArray(value)) return readList(schema, value, [segment, ...rest]);
  if (!isData(value)) return undefined;
  if (!segment.startsWith(TYPE_PREFIX)) return read(schema, getOwn(value, segment), rest);
  const typename = typenameOf(value);
  const isMeant = typename === undefined || isOfType(schema, typename, segment.slice(TYPE_PREFIX.length));
  return isMeant ? read(schema, value, rest) : undefined;
}

function readList(schema: GraphQLSchema, values: readonly unknown[], path: readonly string[]): unknown {
  const elements = values.map((element) => read(schema, element, path));
  return elements.find((element) => element instanceof Failure) ?? elements;
}
