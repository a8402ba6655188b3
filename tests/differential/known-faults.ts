import { print, type ExecutionResult } from 'graphql';
import type { Case, Fault } from './check';
import type { FieldModel } from './model';
import { PLANTED } from './values';

/** A difference that is known and not yet cured, told apart as narrowly as can be. Delete an entry with its fault. */
export interface KnownFault {
  name: string;
  explains(fault: Fault, given: Case): boolean;
}

/**
 * An entity fetch whose `@requires` input failed is not made, which loses the other fields of the fetch, although they
 * do not need that input. All that differs is then null, and told to be so for the planted error.
 */
const lostSiblings: KnownFault = {
  name: 'a failed requirement takes the other fields of its fetch along',
  explains: ({ expected, actual }) =>
    actual !== undefined && isExplained(expected.data, actual.data, '', failures(actual)),
};

function failures({ errors = [] }: ExecutionResult): string[] {
  return errors.filter(({ message }) => message === PLANTED).map(({ path = [] }) => `/${path.join('/')}/`);
}

function isExplained(expected: unknown, actual: unknown, path: string, failed: readonly string[]): boolean {
  if (JSON.stringify(expected) === JSON.stringify(actual)) return true;
  if (actual === null || actual === undefined) return failed.some((place) => place.startsWith(`${path}/`));
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object') return false;
  const keys = Object.keys(expected);
  return (
    keys.join() === Object.keys(actual).join() &&
    keys.every((key) => isExplained(at(expected, key), at(actual, key), `${path}/${key}`, failed))
  );
}

const at = (container: object, key: string): unknown => (container as Record<string, unknown>)[key];

/**
 * A subgraph that knows an interface as an object gives the interface's name for `__typename`, which replaces the name
 * of the entity's own type.
 */
const lostType: KnownFault = {
  name: 'an interface object’s name replaces the name of the entity’s type',
  explains: ({ actual }, { world, document }) =>
    actual !== undefined && world.model.interfaceObject !== null && print(document).includes('__typename'),
};

/**
 * Where a field requires two fields one of which requires the other, the planner asks for the dependent one at once,
 * without its input: the subgraph is not told what it needs.
 */
const earlyRequirement: KnownFault = {
  name: 'the planner asks for a requirement before that one’s own input is there',
  explains: ({ actual }, { world }) =>
    actual?.errors?.some(({ message }) => message.startsWith('not told')) === true &&
    world.model.entities.some(({ fields }) => fields.some(requiresTwice)),
};

function requiresTwice({ requires }: FieldModel): boolean {
  const direct = requires.map(({ field }) => field);
  return direct.some(({ requires: inner }) => inner.some(({ field }) => direct.includes(field)));
}

export const KNOWN_FAULTS: readonly KnownFault[] = [lostSiblings, lostType, earlyRequirement];
