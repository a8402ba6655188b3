import type { HttpRequest } from '../../../kernel/http/http-server';

/** An operation as an HTTP request has it; not looked at any further. */
export interface HttpOperation {
  query: string;
  operationName?: string;
  variables?: Record<string, unknown>;
  method: string;
}

/**
 * Reads an operation out of a request (GraphQL over HTTP §6).
 * @returns null where there is none in a form that is known
 */
export function readHttpOperation({ method, headers, search, body }: HttpRequest): HttpOperation | null {
  if (method === 'GET') {
    const { query, operationName, variables } = Object.fromEntries(new URLSearchParams(search));
    return operationFrom({ query, operationName, variables: variables && parsed(variables) }, method);
  }
  const isJson = headers['content-type']?.startsWith('application/json') ?? false;
  return method === 'POST' && isJson ? operationFrom(parsed(body.toString('utf8')), method) : null;
}

function operationFrom(value: unknown, method: string): HttpOperation | null {
  if (!isObject(value)) return null;
  const { query, operationName, variables } = value;
  if (typeof query !== 'string' || query === '') return null;
  if (!isNothing(operationName) && typeof operationName !== 'string') return null;
  if (!isNothing(variables) && !isObject(variables)) return null;
  return {
    query,
    method,
    ...(typeof operationName === 'string' && operationName !== '' && { operationName }),
    ...(isObject(variables) && { variables }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
