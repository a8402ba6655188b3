import { crc32 } from 'node:zlib';
import type { Operation } from './operations';
import type { Person } from './world';

/** Whether everybody asks everything, which takes minutes. Otherwise all of it is asked as well, but each by fewer. */
const IS_FULL = process.env.SWEEP === 'full';

/** One for each kind of right there is, who stand for the others. */
const STAND_INS =
  /^(anonymous|guardian|teacher of the section|site administrator|district administrator|.*: .*)$/;

/** Whether an operation asks a field of one kind of object, unlike `node`. */
export const isOfOneKind = ({ field }: Operation): boolean => !/^nodes?$/.test(field);

/** Whether it asks for more than one optional part on its own as well. */
export const isPlain = (operation: Operation): boolean =>
  typeof operation.filling === 'string' && isOfOneKind(operation);

/** The one operation of a field that says all it can; the others take other paths, but have the same rights. */
export const isPrincipal = (operation: Operation): boolean =>
  isPlain(operation) && operation.filling === 'all';

/** Who asks an operation: others for another, so that over all of them everybody has their turn. */
export function askersOf(operation: Operation, people: readonly Person[]): readonly Person[] {
  if (IS_FULL || isPrincipal(operation)) return standInsAndOne(operation, people);
  return typeof operation.filling === 'string' && operation.field !== 'nodes'
    ? [...one(operation, people.filter(isStandIn)), ...one(operation, people.filter(isOther))]
    : one(operation, people);
}

/** Those who stand for the others, and one of the others. */
export const standInsAndOne = (
  operation: Pick<Operation, 'name'>,
  people: readonly Person[],
): readonly Person[] =>
  IS_FULL ? people : [...people.filter(isStandIn), ...one(operation, people.filter(isOther))];

const isStandIn = ({ name }: Person) => STAND_INS.test(name);
const isOther = (person: Person) => !isStandIn(person);
const one = ({ name }: Pick<Operation, 'name'>, people: readonly Person[]): readonly Person[] =>
  people.length > 0 ? [people[crc32(name) % people.length]!] : [];
