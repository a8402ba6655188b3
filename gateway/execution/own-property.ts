import type { Data } from '../subgraph/subgraph-response';

/**
 * The object's own property: a client may choose `constructor` or `__proto__` as a response name. What objects inherit
 * is functions, but for `__proto__`, and JSON has none; so only these need the slower question.
 */
export function getOwn(object: object, key: string | number): unknown {
  const value = (object as Data)[key];
  if (typeof value !== 'function' && key !== '__proto__') return value;
  return Object.hasOwn(object, key) ? value : undefined;
}

/**
 * Whether generated code may name a property: it is a GraphQL name, and nothing that objects inherit has it, so that
 * what is read by it is the object's own.
 */
export function isPlainName(key: string): boolean {
  return isName(key) && !(key in {});
}

/** Whether a text has nothing but what GraphQL names are made of, so that it is no code but a name. */
export function isName(text: string): boolean {
  return /^\w+$/.test(text);
}

/** Sets an own property, also where the name would reach the prototype. */
export function setOwn(object: object, key: string | number, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    (object as Data)[key] = value;
  }
}
