import { CloseCode } from 'graphql-ws';
import { Fault } from '../../../kernel/errors';

/** RFC 6455's "try again later", as registered with IANA. */
const TRY_AGAIN_LATER = 1013;

/**
 * How a socket is closed whose `connection_init` could not be accepted, or whose token is not good any more:
 * - 4403 `TOKEN_EXPIRED` or `TOKEN_REVOKED`: clients of graphql-ws connect again, with the token they have by then
 * - 4401 `UNAUTHENTICATED`: the token will never be good; clients do not try again
 * - 1013 `SERVICE_UNAVAILABLE`: nobody can tell at the moment
 * - 4500 otherwise
 */
export function closeReason(error: unknown): [code: number, reason: string] {
  const code = error instanceof Fault ? error.code : undefined;
  switch (code) {
    case 'TOKEN_EXPIRED':
    case 'TOKEN_REVOKED':
      return [CloseCode.Forbidden, code];
    case 'UNAUTHENTICATED':
      return [CloseCode.Unauthorized, code];
    case 'SERVICE_UNAVAILABLE':
      return [TRY_AGAIN_LATER, code];
    default:
      return [CloseCode.InternalServerError, 'INTERNAL'];
  }
}
