import { Kind, type SelectionSetNode } from 'graphql';
import { ALWAYS, bothOf, conditionOf, followsFrom, type Condition } from '../condition';
import type { FieldTree } from '../field-needs';
import { placeOf } from '../plan-nodes';

/** By the place of what fetches have brought, the conditions under any of which it is there. */
export type Arrivals = Map<string, readonly Condition[]>;

/**
 * Whether objects have something that a fetch would tell of them, whenever a condition holds. What a plan says a fetch
 * tells is under no condition, although it may have been asked for under one.
 * @param path where the objects are
 * @param told something of them; where it is not known how that came, it counts as there
 */
export function isThere(
  arrivals: Arrivals,
  path: readonly string[],
  told: FieldTree,
  condition: Condition,
): boolean {
  const cases = casesOf(arrivals, path, condition);
  return pathsIn(told).every((below) => {
    const known = arrivals.get(placeOf([...path, ...below]));
    return !known || cases.every((each) => known.some((one) => followsFrom(one, each)));
  });
}

/**
 * Notes what a fetch brings.
 * @param path where in the data the objects are that it brings it to
 * @param condition what the fetch itself is under
 */
export function noteArrivals(
  arrivals: Arrivals,
  brought: SelectionSetNode,
  path: readonly string[],
  condition: Condition,
): void {
  note(brought, path, casesOf(arrivals, path, condition));

  function note(
    { selections }: SelectionSetNode,
    above: readonly string[],
    cases: readonly Condition[],
  ): void {
    for (const selection of selections) {
      const included = cases.flatMap((each) => conditionOf(selection, each) ?? []);
      if (included.length === 0 || selection.kind === Kind.FRAGMENT_SPREAD) continue;
      const here =
        selection.kind === Kind.FIELD ? [...above, (selection.alias ?? selection.name).value] : above;
      if (selection.kind === Kind.FIELD) add(arrivals, placeOf(here), included);
      if (selection.selectionSet) note(selection.selectionSet, here, included);
    }
  }
}

/** Puts together what was noted of fetches that run at the same time. */
export function joinArrivals(arrivals: Arrivals, branches: readonly Arrivals[]): void {
  for (const branch of branches) for (const [place, conditions] of branch) add(arrivals, place, conditions);
}

/** The conditions under any of which there are objects at a path, each with the given one. */
function casesOf(arrivals: Arrivals, path: readonly string[], condition: Condition): Condition[] {
  return (arrivals.get(placeOf(path)) ?? [ALWAYS]).flatMap((each) => bothOf(each, condition) ?? []);
}

function add(arrivals: Arrivals, place: string, conditions: readonly Condition[]): void {
  let known = arrivals.get(place) ?? [];
  for (const condition of conditions) {
    if (known.some((one) => followsFrom(one, condition))) continue;
    known = [...known.filter((one) => !followsFrom(condition, one)), condition];
  }
  arrivals.set(place, known);
}

function pathsIn(tree: FieldTree): string[][] {
  return [...tree].flatMap(([name, below]) => [[name], ...pathsIn(below).map((path) => [name, ...path])]);
}
