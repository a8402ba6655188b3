import type { Data } from '../subgraph/subgraph-response';

/** The object's own property: a client may choose `constructor` or `__proto__` as a response name. */
export function getOwn(object: object, key: string | number): unknown {
  return Object.hasOwn(object, key) ? (object as Data)[key] : undefined;
}

/** Sets an own property, also where the name would reach the prototype. */
export function setOwn(object: object, key: string | number, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    (object as Data)[key] = value;
  }
}
