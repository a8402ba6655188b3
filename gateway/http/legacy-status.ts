import type { HttpReply } from '../../kernel/http/http-server';

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

function refusesOperation({ body }: HttpReply): boolean {
  if (typeof body !== 'string') return false;
  const { errors = [] } = JSON.parse(body) as { errors?: { extensions?: { code?: string } }[] };
  return errors.length > 0 && errors.every(({ extensions }) => OF_OPERATION.has(extensions?.code ?? ''));
}
