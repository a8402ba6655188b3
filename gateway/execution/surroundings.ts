import type { GraphQLSchema } from 'graphql';
import type { Data } from '../subgraph/subgraph-response';
import type { Path } from './failure';
import { compilePath } from './flatten-path';
import { isData } from './merge';

/** An object in the data, with those that it stands in. */
export interface Surrounded {
  object: Data;
  /** The objects around it, the nearest last. Lists are none. */
  around: readonly Data[];
}

/**
 * Compiles a plan's path like {@link compilePath}, for whoever needs to know what the objects stand in. Slower, as it
 * follows every object on its own.
 */
export function compileSurroundings(
  schema: GraphQLSchema,
  path: Path,
): (from: readonly Data[]) => Surrounded[] {
  const steps = fieldSteps(path).map((step) => compilePath(schema, step));
  return (from) => {
    let found = from.map((object): Surrounded => ({ object, around: [] }));
    for (const find of steps) {
      found = found.flatMap(({ object, around }) =>
        find([object], false).map((inner) => ({ object: inner, around: [...around, object] })),
      );
    }
    return found.filter(({ object }) => isData(object));
  };
}

/** A path in pieces of one field each, with the list elements and type conditions that follow it. */
function fieldSteps(path: Path): Path[] {
  const steps: (string | number)[][] = [];
  for (const segment of path) {
    const isField = !/^(@|\|\[)/.test(String(segment));
    if (isField || steps.length === 0) steps.push([segment]);
    else steps.at(-1)!.push(segment);
  }
  return steps;
}
