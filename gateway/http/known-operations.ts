import { LRUCache } from 'lru-cache';
import type { ExecutionResult } from 'graphql';
import type { HttpReply, HttpRequest } from '../../kernel/http/http-server';
import type { Handover } from './apollo-context';

/** A plain request for one operation. */
export interface PlainRequest {
  /** Everything about it that decides how Apollo Server answers, but for variables. */
  key: string;
  variables: Record<string, unknown> | undefined;
}

/** A request that Apollo Server answered without an error, and the head of that answer. */
export interface KnownOperation {
  source: NonNullable<Handover['source']>;
  head: Pick<HttpReply, 'status' | 'headers'>;
}

/** Remembers how Apollo Server answered plain requests. */
export interface KnownOperations {
  find(request: PlainRequest): KnownOperation | undefined;
  /** Learns from an answer, if there was nothing wrong with it. */
  learn(request: PlainRequest, { source, result }: Handover, reply: HttpReply): void;
}

const MAX_CHARACTERS = 8 * 1024 * 1024;
const MAX_QUERY_CHARACTERS = 64 * 1024;

export function createKnownOperations(): KnownOperations {
  const known = new LRUCache<string, KnownOperation>({ maxSize: MAX_CHARACTERS });
  return {
    find: ({ key }) => known.get(key),
    learn({ key }, { source, result }, { status, headers = [] }) {
      if (status !== 200 || !source || !result || !isClean(result)) return;
      known.set(key, { source, head: { status, headers: [...headers] } }, { size: key.length });
    },
  };
}

/** Whether an answer is nothing but data. */
function isClean({ data, errors, extensions }: ExecutionResult): boolean {
  return data !== undefined && !errors && !extensions;
}

/**
 * Reads a request that has nothing special about it: POST, JSON, one query text, no extensions. Whatever is unusual is
 * left to Apollo Server, which says what is wrong with it.
 */
export function readPlainRequest({ method, headers, body }: HttpRequest): PlainRequest | null {
  const { 'content-type': contentType, accept = '' } = headers;
  if (method !== 'POST' || !contentType?.startsWith('application/json')) return null;
  const { query, operationName, variables, extensions } = parseObject(body);
  if (typeof query !== 'string' || query === '' || query.length > MAX_QUERY_CHARACTERS) return null;
  if (extensions !== undefined || !isNameOrNothing(operationName)) return null;
  if (!isObjectOrNothing(variables)) return null;
  // None of the parts but the last can hold a line break.
  const key = [contentType, accept, operationName ?? '', query].join('\n');
  return { key, variables: variables ?? undefined };
}

function parseObject(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isNameOrNothing(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || (typeof value === 'string' && /^\w+$/.test(value));
}

function isObjectOrNothing(value: unknown): value is Record<string, unknown> | null | undefined {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}
