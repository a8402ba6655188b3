import { ERROR_CATALOGUE, type ErrorCode } from '../../kernel/errors';
import type { HttpReply } from '../../kernel/http/http-server';

/** A GraphQL response as far as its status depends on it. */
interface Refusal {
  data?: unknown;
  errors?: readonly { extensions?: { code?: string } }[];
}

/**
 * The reply with the status that the catalogue has for what refused the whole operation: a defect of ours is no bad
 * request. Apollo Server says 400 to everything that has no data.
 */
export function withCatalogueStatus(reply: HttpReply): HttpReply {
  if (reply.status !== 400) return reply;
  const { data, errors = [] } = readRefusal(reply);
  const statuses = errors.map(({ extensions }) => statusOf(extensions?.code));
  return data === undefined ? { ...reply, status: Math.max(400, ...statuses) } : reply;
}

function statusOf(code = ''): number {
  return Object.hasOwn(ERROR_CATALOGUE, code) ? ERROR_CATALOGUE[code as ErrorCode].status : 400;
}

/** Refusals of an operation that was well asked for; the rest of Apollo Server's 400s refuse the request itself. */
const OF_OPERATION = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/**
 * The reply for a client that names `application/json` as what it accepts. Such a client may know nothing of GraphQL
 * statuses and take 400 for a broken connection, so GraphQL over HTTP §6.4.1 wants 200 where the answer is a well-formed
 * GraphQL response. Clients that name no media type keep the telling status, as do those that prefer
 * `application/graphql-response+json`.
 */
export function withLegacyStatus(reply: HttpReply, accept: string | undefined): HttpReply {
  if (reply.status !== 400 || !accept?.includes('application/json')) return reply;
  return isLegacyJson(reply) && refusesOperation(reply) ? { ...reply, status: 200 } : reply;
}

function isLegacyJson({ headers = [] }: HttpReply): boolean {
  return [...headers].some(
    ([name, value]) => name.toLowerCase() === 'content-type' && value.startsWith('application/json'),
  );
}

function refusesOperation(reply: HttpReply): boolean {
  const { errors = [] } = readRefusal(reply);
  return errors.length > 0 && errors.every(({ extensions }) => OF_OPERATION.has(extensions?.code ?? ''));
}

/** Apollo Server refuses some requests with plain text. */
function readRefusal({ body }: HttpReply): Refusal {
  if (typeof body !== 'string' || !body.startsWith('{')) return {};
  return JSON.parse(body) as Refusal;
}
