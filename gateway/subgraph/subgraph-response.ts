import type { GraphQLErrorExtensions } from 'graphql';
import type { CacheHint } from '../cache/cache-hint';

/** A JSON object of a GraphQL response. */
export type Data = Record<string, unknown>;

/** An error that a subgraph reported, with the extensions that may reach a client. */
export interface SubgraphError {
  message: string;
  path?: readonly (string | number)[];
  extensions?: GraphQLErrorExtensions;
}

/** A well-formed answer of a subgraph: data, or errors, or both. */
export interface SubgraphResponse {
  data: Data | null;
  errors: readonly SubgraphError[];
  /** Whether it is known that no string of it has anything that JSON escapes. */
  isPlain?: boolean;
  /** How it may be kept; null where it must not be, absent where nobody would keep it. */
  hint?: CacheHint | null;
}

/** The answer is not a GraphQL response. `message` is for the log; nothing of it reaches a client. */
export class InvalidResponseError extends Error {
  override readonly name = 'InvalidResponseError';
}

/** The extensions that clients may rely on. Anything else a subgraph adds is its own business. */
const SHOWN_EXTENSIONS = ['code', 'field', 'requestId', 'retryAfter'] as const;

/**
 * Reads the data out of an answer that has nothing else and in which nothing is escaped.
 * @returns null where the answer is not of the form that this knows
 */
export type ResponseReader = (text: string) => Data | null;

/**
 * Reads the body of a subgraph's answer.
 * @param read is asked first
 * @throws InvalidResponseError where it is not JSON, not of GraphQL's shape, or null without a reason
 */
export function parseResponse(text: string, read?: ResponseReader): SubgraphResponse {
  // Whatever has to be escaped is written with a backslash.
  const isPlain = !text.includes('\\');
  const data = isPlain && read ? read(text) : null;
  const response: SubgraphResponse = data ? { data, errors: [] } : readResponse(parseJson(text));
  response.isPlain = isPlain;
  return response;
}

/**
 * Checks that a value has the shape of a GraphQL response.
 * @throws InvalidResponseError where it has not
 */
export function readResponse(value: unknown): SubgraphResponse {
  if (!isObject(value)) throw new InvalidResponseError('not a JSON object');
  const { data = null } = value;
  if (data !== null && !isObject(data)) throw new InvalidResponseError('`data` is not an object');
  const errors = value.errors === undefined ? [] : readErrors(value.errors);
  if (data === null && errors.length === 0) throw new InvalidResponseError('neither data nor errors');
  return { data, errors };
}

/**
 * Reads a list of GraphQL errors, keeping of their extensions only what clients may see.
 * @throws InvalidResponseError where it is not a list of errors
 */
export function readErrors(value: unknown): SubgraphError[] {
  if (!Array.isArray(value)) throw new InvalidResponseError('`errors` is not a list');
  return value.map(readError);
}

function readError(value: unknown): SubgraphError {
  if (!isObject(value) || typeof value.message !== 'string')
    throw new InvalidResponseError('an error has no message');
  const path = Array.isArray(value.path) ? value.path.filter(isPathSegment) : undefined;
  const extensions = isObject(value.extensions) ? shownOf(value.extensions) : {};
  return {
    message: value.message,
    ...(path && { path }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}

function shownOf(extensions: Data): Data {
  const shown = SHOWN_EXTENSIONS.filter((name) => extensions[name] !== undefined);
  return Object.fromEntries(shown.map((name) => [name, extensions[name]]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidResponseError('not JSON', { cause });
  }
}

function isPathSegment(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
