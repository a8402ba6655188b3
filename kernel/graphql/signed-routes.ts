import { SignatureError, type SignedCaller, type Verify } from '../auth/signed-identity';
import { viewerFrom } from '../auth/viewer';
import type { Clock } from '../clock';
import { Fault, unauthenticated } from '../errors';
import { faultReply, jsonReply, type HttpReply, type HttpRequest, type Routes } from '../http/http-server';
import type { OperationFacts } from './subgraph';

/** Makes a route of an answer to the gateway. Other calls are refused with 401, whatever they ask for. */
export type SignedRoute = (
  answer: (request: HttpRequest, caller: SignedCaller) => Promise<HttpReply>,
) => Routes[string];

export function createSignedRoutes(verify: Verify, clock: Clock): SignedRoute {
  return (answer) => async (request) => {
    const { method, path, search, body, headers } = request;
    const call = { method, path: path + search, body };
    try {
      const caller = verify(call, (name) => headers[name]?.toString(), clock.now().getTime());
      return await answer(request, caller);
    } catch (error) {
      if (error instanceof SignatureError) return faultReply(unauthenticated(error.message));
      throw error;
    }
  };
}

/**
 * Answers a GraphQL call. A fault of who is asking is an answer like any other: a status of 401 would tell the gateway that
 * it is refused itself.
 */
export function answerInBand(answer: Parameters<SignedRoute>[0]): Parameters<SignedRoute>[0] {
  return async (request, caller) => {
    try {
      return await answer(request, caller);
    } catch (error) {
      if (error instanceof Fault) return jsonReply(200, { errors: [error.toJSON()] });
      throw error;
    }
  };
}

/** The routes, answered to the gateway alone. */
export function allSigned(signed: SignedRoute, routes: Routes = {}): Routes {
  return Object.fromEntries(Object.entries(routes).map(([path, answer]) => [path, signed(answer)]));
}

/**
 * What a signed call says of the operation in it.
 * @throws Fault UNAUTHENTICATED where nobody can be asking who is of this kind
 */
export function factsOf(
  { headers }: HttpRequest,
  { identity, clientAddress }: SignedCaller,
): Pick<OperationFacts, 'viewer' | 'request'> {
  const header = (name: string) => headers[name.toLowerCase()]?.toString();
  return { viewer: identity && viewerFrom(identity), request: { header, clientAddress } };
}
