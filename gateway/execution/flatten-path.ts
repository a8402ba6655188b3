import type { GraphQLSchema } from 'graphql';
import type { Data } from '../subgraph/subgraph-response';
import type { Path } from './failure';
import { isData } from './merge';
import { getOwn } from './own-property';
import { isOfType, typenameOf } from './type-condition';

/** Finds the objects at a path below some objects. */
export type ObjectFinder = (from: readonly Data[], isRepetitive: boolean) => Data[];

type Step = (values: readonly unknown[]) => unknown[];

/**
 * Compiles a plan's path: `@` stands for every element of a list, `key|[A,B]` for what is of one of these types.
 * `isRepetitive` says that objects may stand at several places; each is then found once.
 */
export function compilePath(schema: GraphQLSchema, path: Path): ObjectFinder {
  const steps = path.flatMap((segment) => compileSegment(schema, String(segment)));
  return (from, isRepetitive) => {
    let values: readonly unknown[] = from;
    for (const step of steps) {
      const next = step(values);
      values = isRepetitive ? [...new Set(next)] : next;
    }
    return values.filter(isData);
  };
}

/** The part of a path that a client knows: up to the first list, without conditions. */
export function shownPath(path: Path): Path {
  const keys = path.map((segment) => splitSegment(String(segment)).key);
  const firstList = keys.indexOf('@');
  return keys.slice(0, firstList < 0 ? undefined : firstList).filter((key) => key !== '');
}

function splitSegment(segment: string): { key: string; types: readonly string[] | undefined } {
  const start = segment.indexOf('|[');
  if (start < 0) return { key: segment, types: undefined };
  return { key: segment.slice(0, start), types: segment.slice(start + 2, -1).split(',') };
}

function compileSegment(schema: GraphQLSchema, segment: string): Step[] {
  const { key, types } = splitSegment(segment);
  const steps: Step[] = [];
  if (key === '@') steps.push(elementsOf);
  else if (key !== '') steps.push((values) => valuesUnder(key, values));
  if (types) steps.push((values) => values.flatMap((value) => ofTypes(schema, types, value)));
  return steps;
}

function elementsOf(values: readonly unknown[]): unknown[] {
  const elements: unknown[] = [];
  for (const value of values) {
    if (!Array.isArray(value)) continue;
    for (const element of value) if (typeof element === 'object' && element !== null) elements.push(element);
  }
  return elements;
}

function valuesUnder(key: string, objects: readonly unknown[]): unknown[] {
  const values: unknown[] = [];
  for (const object of objects) {
    if (!isData(object)) continue;
    const value = getOwn(object, key);
    if (typeof value === 'object' && value !== null) values.push(value);
  }
  return values;
}

/** A condition that stands before the elements of a list holds for each of them. */
function ofTypes(schema: GraphQLSchema, types: readonly string[], value: unknown): unknown[] {
  if (Array.isArray(value)) return [value.flatMap((element) => ofTypes(schema, types, element))];
  if (!isData(value)) return [];
  const typename = typenameOf(value);
  return typename !== undefined && types.some((type) => isOfType(schema, typename, type)) ? [value] : [];
}
