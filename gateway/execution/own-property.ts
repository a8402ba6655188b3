import type { Data } from '../subgraph/subgraph-response';

/** The object's own property: a client may choose `constructor` or `__proto__` as a response name. */
export function getOwn(object: object, key: string | number): unknown {
  const value = (object as Data)[key];
  // Only the few names that every object inherits need the slower question.
  return value !== undefined && isInherited(key) && !Object.hasOwn(object, key) ? undefined : value;
}

/** Sets an own property, also where the name would reach the prototype. */
export function setOwn(object: object, key: string | number, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    (object as Data)[key] = value;
  }
}

/** Whether every object answers to this name, own property or not; lists have names of their own. */
function isInherited(key: string | number): boolean {
  return typeof key === 'string' && key in Array.prototype;
}
