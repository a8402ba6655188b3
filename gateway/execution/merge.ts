import type { Data } from '../subgraph/subgraph-response';
import { Failure } from './failure';
import { getOwn, setOwn } from './own-property';
import { SharedValues } from './shared-values';

/**
 * Adds what a fetch brought to what is there. A value beats a failure: it was resolved somewhere.
 * @param shared values that stand in other places, too: they are replaced, not added to
 */
export function mergeInto(target: Data, source: Data, shared: Shared = NOTHING_SHARED): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) continue;
    const current = getOwn(target, key);
    setOwn(target, key, current === undefined ? value : merged(current, value, shared));
  }
}

/** What a merge asks and tells of values that stand in several places. */
export type Shared = Pick<SharedValues, 'has' | 'copied'>;

const NOTHING_SHARED: Shared = new SharedValues();

/** What becomes of two values for one field. */
export function merged(current: unknown, incoming: unknown, shared: Shared): unknown {
  if (current === incoming) return current;
  if (current === undefined || current instanceof Failure) return incoming ?? current ?? null;
  if (incoming instanceof Failure) return current ?? incoming;
  if (isData(current) && isData(incoming)) {
    const own = shared.has(current) ? cloneData(current, shared) : current;
    mergeInto(own, incoming, shared);
    return own;
  }
  if (Array.isArray(current) && Array.isArray(incoming) && current.length === incoming.length) {
    const own: unknown[] = shared.has(current) ? cloneData(current, shared) : current;
    own.forEach((value, index) => (own[index] = merged(value, incoming[index], shared)));
    return own;
  }
  return incoming;
}

/**
 * A copy that can be added to without a trace in the original. Failures are not copied.
 * @param shared is told of the copies that take the place of originals
 */
export function cloneData<T>(value: T, shared?: Shared): T {
  if (Array.isArray(value)) return value.map((element: unknown) => cloneData(element, shared)) as T;
  if (!isData(value)) return value;
  const copy: Data = {};
  for (const key of Object.keys(value)) setOwn(copy, key, cloneData(value[key], shared));
  shared?.copied(value, copy);
  return copy as T;
}

/** Whether a value in the response data is an object with fields. */
export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Failure);
}
