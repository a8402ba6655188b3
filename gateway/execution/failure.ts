import type { GraphQLErrorExtensions } from 'graphql';
import { getOwn, setOwn } from './own-property';

export type Path = readonly (string | number)[];

/** Why a value is missing. */
export interface FailureCause {
  message: string;
  extensions?: GraphQLErrorExtensions;
  /** Where the error stands below the missing value, when that is null because of something inside it. */
  below: Path;
  /** `below` begins at the object that lacks the value, not at the value. */
  isOfParent?: boolean;
  /** The object, by its path, that a cause `isOfParent` was reported for: several of its fields may lack a value. */
  reportedAt?: string;
}

/**
 * Stands in the data for a value that could not be resolved. The projection meets it where the client would have seen
 * the value, so that the error gets the client's own path without anyone computing it.
 */
export class Failure {
  constructor(readonly causes: readonly FailureCause[]) {}
}

/** A failed call: what is missing because of it is missing for this one reason, reported wherever it shows. */
export function failureOf({
  message,
  extensions,
}: {
  message: string;
  extensions?: GraphQLErrorExtensions;
}): Failure {
  return new Failure([{ message, extensions, below: [] }]);
}

/** What cannot be resolved because something it needs failed: the same reasons, told where the dependent is missing. */
export function dependentOn({ causes }: Failure): Failure {
  return new Failure(causes.map(({ message, extensions }) => ({ message, extensions, below: [] })));
}

/**
 * Puts a cause where its path ends or where the data ends before it.
 * @returns false where there is a value all along the path: the error explains nothing that is missing
 */
export function placeCause(container: object, path: Path, cause: Omit<FailureCause, 'below'>): boolean {
  const [key, ...below] = path;
  if (key === undefined) return false;
  const value = getOwn(container, key);
  const placed = { ...cause, below };
  if (value === undefined || value === null) setOwn(container, key, new Failure([placed]));
  else if (value instanceof Failure) setOwn(container, key, new Failure([...value.causes, placed]));
  else return typeof value === 'object' && placeCause(value, below, cause);
  return true;
}
