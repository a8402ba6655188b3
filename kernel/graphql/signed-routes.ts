import { SignatureError, type SignedCaller, type Verify } from '../auth/signed-identity';
import { viewerFrom } from '../auth/viewer';
import type { Clock } from '../clock';
import { unauthenticated } from '../errors';
import { faultReply, type HttpReply, type HttpRequest, type Routes } from '../http/http-server';
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

/** The routes, answered to the gateway alone. */
export function allSigned(signed: SignedRoute, routes: Routes = {}): Routes {
  return Object.fromEntries(Object.entries(routes).map(([path, answer]) => [path, signed(answer)]));
}

/** What a signed call says of the operation in it. */
export function factsOf(
  { headers }: HttpRequest,
  { identity, clientAddress }: SignedCaller,
): Pick<OperationFacts, 'viewer' | 'request'> {
  const header = (name: string) => headers[name.toLowerCase()]?.toString();
  return { viewer: identity && viewerFrom(identity), request: { header, clientAddress } };
}
