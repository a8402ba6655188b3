import { HeaderMap, type ApolloServer, type BaseContext } from '@apollo/server';
import type { HttpReply, HttpRequest } from './http-server';

/**
 * Hands a request to Apollo Server: content negotiation, CSRF prevention, GET and the landing page are its own.
 * @param createContext may throw a GraphQLError whose `extensions.http.status` becomes the status of the reply
 */
export async function apolloReply<C extends BaseContext>(
  apollo: ApolloServer<C>,
  request: HttpRequest,
  createContext: () => Promise<C>,
): Promise<HttpReply> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const {
    status,
    headers: replyHeaders,
    body,
  } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method, headers, search: request.search, body: parseJson(request) },
    context: createContext,
  });
  return {
    status: status ?? 200,
    headers: replyHeaders,
    body: body.kind === 'complete' ? body.string : body.asyncIterator,
  };
}

/** The parsed body, or undefined where it is not JSON: Apollo Server then says what it expects. */
function parseJson({ method, headers, body }: HttpRequest): unknown {
  if (method !== 'POST' || !headers['content-type']?.includes('json')) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
