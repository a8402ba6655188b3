import { Fault } from '../../kernel/errors';

/** Why a subscription is over: each that was asked for has one reason in the end. */
export const END_REASONS = [
  /** Its source came to an end. */
  'completed',
  /** Its client asked for it. */
  'left',
  /** The connection of its client was closed or lost. */
  'client_gone',
  /** It was never begun. */
  'refused',
  'token_expired',
  'token_revoked',
  /** Its client did not read, and was cut off. */
  'too_slow',
  /** Its source failed, or was lost for good. */
  'upstream_failed',
  /** It is not valid, or not allowed, on another supergraph. */
  'no_longer_valid',
  /** A renewed token does not allow it. */
  'no_longer_allowed',
  /** Its client did not keep to the protocol. */
  'protocol_error',
  /** The gateway stops. */
  'shutdown',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** Why what depends on a token ends when that is not good any more. */
export function reasonOfBadToken(error: unknown): EndReason {
  return error instanceof Fault && error.code === 'TOKEN_EXPIRED' ? 'token_expired' : 'token_revoked';
}
