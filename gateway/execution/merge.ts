import type { Data } from '../subgraph/subgraph-response';
import { Failure } from './failure';
import { getOwn, setOwn } from './own-property';

/** Adds what a fetch brought to what is there. A value beats a failure: it was resolved somewhere. */
export function mergeInto(target: Data, source: Data): void {
  for (const [key, value] of Object.entries(source)) {
    if (value !== undefined) setOwn(target, key, merged(getOwn(target, key), value));
  }
}

function merged(current: unknown, incoming: unknown): unknown {
  if (current === undefined || current instanceof Failure) return incoming ?? current ?? null;
  if (incoming instanceof Failure) return current ?? incoming;
  if (isData(current) && isData(incoming)) {
    mergeInto(current, incoming);
    return current;
  }
  if (Array.isArray(current) && Array.isArray(incoming) && current.length === incoming.length) {
    return current.map((value, index) => merged(value, incoming[index]));
  }
  return incoming;
}

/** Whether a value in the response data is an object with fields. */
export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Failure);
}
